import { offeredMakes } from '../state/accounts.ts';
import { inForce } from '../state/behaviour.ts';
import { findConnection } from '../state/connections.ts';
import { isLoopbackUrl } from '../http/loopback.ts';
import { findApplication } from '../state/registration.ts';
import { readScope, unknownPermissions, type AskedPermission } from '../state/scope.ts';
import type { Application, SandboxState } from '../state/state.ts';

import type { ConnectSession } from '../state/session.ts';

/** What is wrong with a Connect URL; shown on a hosted page, the application hears nothing. */
export class InvalidConnectUrl extends Error {
  /** The heading, such as `400: Invalid parameter client_id`. */
  readonly heading: string;

  constructor(heading: string, message: string) {
    super(message);
    this.heading = heading;
  }
}

function invalid(parameter: string, message: string): InvalidConnectUrl {
  return new InvalidConnectUrl(`400: Invalid parameter ${parameter}`, message);
}

/** Not Smartcar's: by it the inspector's links say which of several owners opens them. */
const ownerParameter = 'sandbox_owner';

/** A Connect URL and whose it is. */
interface Asking {
  readonly state: SandboxState;
  readonly application: Application;
  readonly query: URLSearchParams;
}

/** Reads an authorize URL. @throws InvalidConnectUrl before any redirect is possible */
export function startAuthorize(state: SandboxState, query: URLSearchParams): ConnectSession {
  const application = readApplication(state, query);
  const asking: Asking = { state, application, query };
  const responseType = query.get('response_type');
  if (responseType !== null && responseType !== 'code' && responseType !== 'none')
    throw invalid('response_type', 'response_type is "code", "none", or left out for a redirect with user_id alone.');
  const redirectUri = responseType === 'none' ? givenRedirectUri(asking) : requiredRedirectUri(asking);
  const onlyVin = query.get('single_select') === 'true' ? (query.get('single_select_vin') ?? undefined) : undefined;
  const make = onlyVin === undefined ? readMake(state, query.get('make')) : makeOfVin(state, onlyVin);
  return newSession(state, application, {
    kind: 'authorize',
    // Left out, it brings user_id without a code (field reports of 2026).
    responseType: responseType ?? 'none',
    redirectUri,
    state: filled(query, 'state'),
    externalId: filled(query, 'external_id'),
    mode: readMode(query),
    forceApproval: readApprovalPrompt(query),
    asked: askedPermissions(asking),
    make,
    singleSelect: query.get('single_select') === 'true',
    onlyVin: onlyVin?.toUpperCase(),
    suggestedOwner: filled(query, ownerParameter),
    page: 'preamble',
  });
}

/** Reads a re-authentication URL in any of its four forms. @throws InvalidConnectUrl */
export function startReauthenticate(state: SandboxState, query: URLSearchParams): ConnectSession {
  const application = readApplication(state, query);
  const responseType = query.get('response_type');
  if (responseType !== 'none' && responseType !== 'vehicle_id') {
    throw invalid('response_type', 'Re-authentication takes response_type "none" or "vehicle_id".');
  }
  const vehicleId = query.get('vehicle_id');
  const asking: Asking = { state, application, query };
  return vehicleId === null ? startMake(asking, responseType) : startVehicle(asking, responseType, vehicleId);
}

// One car of any make: ends with a redirect that carries vehicle_id, or on the hosted page.
function startVehicle(asking: Asking, responseType: 'none' | 'vehicle_id', vehicleId: string): ConnectSession {
  const { state, application, query } = asking;
  const make = state.vehicles.get(vehicleId)?.make;
  if (make === undefined || findConnection(state, { applicationId: application.id, vehicleId }) === undefined) {
    throw invalid('vehicle_id', `No connection of this application has the vehicle id "${vehicleId}".`);
  }
  if (responseType === 'vehicle_id' && query.get('redirect_uri') === null) {
    throw invalid('redirect_uri', 'response_type=vehicle_id needs a redirect_uri: the vehicle id goes there.');
  }
  return newSession(state, application, {
    kind: 'reauthenticate',
    responseType,
    redirectUri: givenRedirectUri(asking),
    state: filled(query, 'state'),
    externalId: filled(query, 'external_id'),
    asked: [],
    make,
    vehicleId,
    suggestedOwner: filled(query, ownerParameter),
    page: 'preamble',
  });
}

// All Teslas of an owner: no redirect, no new credentials.
function startMake(asking: Asking, responseType: 'none' | 'vehicle_id'): ConnectSession {
  const { state, application, query } = asking;
  const make = query.get('make');
  if (make !== 'TESLA') {
    throw invalid(
      'make',
      make === null
        ? 'Without a vehicle_id the flow needs make=TESLA.'
        : `The stand-alone flow exists for TESLA only, not for "${make}".`,
    );
  }
  const revoke = query.get('revoke_access');
  if (revoke !== null && revoke !== 'true' && revoke !== 'false')
    throw invalid('revoke_access', 'revoke_access is true or false.');
  if (responseType === 'none' && revoke !== 'true')
    throw invalid('revoke_access', 'With response_type=none this flow needs revoke_access=true.');
  if ((query.get('scope') ?? '').trim() === '')
    throw invalid('scope', 'The flow must know which permissions the owner has to allow.');
  return newSession(state, application, {
    kind: 'reauthenticate',
    responseType,
    asked: askedPermissions(asking),
    make,
    revokeAccess: revoke === 'true',
    suggestedOwner: filled(query, ownerParameter),
    page: revoke === 'true' ? 'missing-permissions' : 'tesla-sign-in',
  });
}

/**
 * Reads a visit to Tesla's page for accesses, as Tesla's own link has it: `revoke_client_id` says whose access it is
 * about (here `texture` or `smartcar`, which is also the default), `back_url` where the way leads afterwards.
 */
export function startManage(state: SandboxState, query: URLSearchParams): ConnectSession {
  const provider = query.get('revoke_client_id') === 'texture' ? 'texture' : 'smartcar';
  const application = [...state.applications.values()].find((one) => one.provider === provider);
  if (application === undefined) throw invalid('revoke_client_id', 'No application of this company is registered.');
  return newSession(state, application, {
    kind: 'manage',
    responseType: 'none',
    asked: [],
    make: 'TESLA',
    suggestedOwner: filled(query, ownerParameter),
    page: 'tesla-manage-sign-in',
    redirectUri: loopbackOnly(query.get('back_url')),
  });
}

// An address that anybody can write into a link must not lead away from this machine.
function loopbackOnly(uri: string | null): string | undefined {
  return uri !== null && isLoopbackUrl(uri) ? new URL(uri).href : undefined;
}

function readApplication(state: SandboxState, query: URLSearchParams): Application {
  const name = query.has('application_id') ? 'application_id' : 'client_id';
  const id = query.get(name) ?? '';
  if (id === '') throw invalid('client_id', 'The URL carries neither application_id nor client_id.');
  if (id.startsWith('client_')) {
    throw invalid(name, 'A client_… value belongs to the token endpoint. Connect takes the application id, a UUID.');
  }
  const application = findApplication(state, id);
  if (application === undefined || application.provider !== 'smartcar')
    throw invalid(name, `No application has the id "${id}".`);
  return application;
}

function givenRedirectUri({ application, query }: Asking): string | undefined {
  const uri = query.get('redirect_uri');
  if (uri === null || application.redirectUris.includes(uri)) return uri ?? undefined;
  throw new InvalidConnectUrl(
    '400: Unauthorized redirect_uri',
    `The redirect URI "${uri}" is not registered for this application.`,
  );
}

function requiredRedirectUri(asking: Asking): string {
  const { state, application } = asking;
  const redirectUri = givenRedirectUri(asking);
  if (redirectUri !== undefined) return redirectUri;
  if (!inForce(state.settings, 'optionalParameters')) throw invalid('redirect_uri', 'The URL carries no redirect_uri.');
  const standard = application.redirectUris[0];
  if (standard === undefined) throw invalid('redirect_uri', 'No redirect_uri was sent and none is registered.');
  return standard;
}

function askedPermissions({ state, application, query }: Asking): readonly AskedPermission[] {
  const text = query.get('scope') ?? '';
  if (text.trim() === '') {
    if (!inForce(state.settings, 'optionalParameters')) throw invalid('scope', 'The URL carries no scope.');
    return application.vehicleAccess;
  }
  const { asked, malformed } = readScope(text);
  const unknown = [...malformed, ...unknownPermissions(asked)].filter(
    (word) => application.unlistedPermissions?.includes(word) !== true,
  );
  if (unknown.length > 0) throw invalid('scope', `Not a permission: ${unknown.map((word) => `"${word}"`).join(', ')}.`);
  return asked;
}

function readMode(query: URLSearchParams): 'live' | 'simulated' {
  const mode = query.get('mode') ?? 'live';
  if (mode === 'live') return 'live';
  if (mode === 'simulated' || mode === 'test') return 'simulated';
  throw invalid('mode', 'mode is live or simulated (test is the older word).');
}

function readApprovalPrompt(query: URLSearchParams): boolean {
  const prompt = query.get('approval_prompt') ?? 'auto';
  if (prompt !== 'auto' && prompt !== 'force') throw invalid('approval_prompt', 'approval_prompt is auto or force.');
  return prompt === 'force';
}

// A make that Connect does not know cannot spare the owner the list of makes.
function readMake(state: SandboxState, text: string | null): string | undefined {
  const make = text?.toUpperCase();
  return make === 'TESLA' || (make !== undefined && offeredMakes(state).includes(make)) ? make : undefined;
}

function makeOfVin(state: SandboxState, vin: string): string | undefined {
  if (/^(5YJ|7SA|7G2|LRW|XP7|SFZ)/i.test(vin)) return 'TESLA';
  const text = vin.toUpperCase();
  for (const car of state.vehicles.values()) if (car.vin === text) return car.make;
  // The documented simulated VINs spell the make: 0SCAUDI037A5ADB1C.
  return text.startsWith('0SC') ? offeredMakes(state).find((make) => text.startsWith(make, 3)) : undefined;
}

// A parameter without a value counts as absent.
function filled(query: URLSearchParams, name: string): string | undefined {
  const value = query.get(name);
  return value === null || value === '' ? undefined : value;
}

const none: readonly never[] = [];

/** What a session is opened with; the rest of it is empty. */
type SessionStart = Pick<ConnectSession, 'kind' | 'responseType' | 'asked' | 'page'> & Partial<ConnectSession>;

/** @returns a new session; `keepRun` keeps it. */
export function newSession(state: SandboxState, application: Application, start: SessionStart): ConnectSession {
  state.runCount += 1;
  return {
    id: state.ids.uuid(),
    sequence: state.runCount,
    kind: start.kind,
    applicationId: application.id,
    responseType: start.responseType,
    redirectUri: start.redirectUri,
    state: start.state,
    externalId: start.externalId,
    mode: start.mode ?? 'live',
    forceApproval: start.forceApproval ?? false,
    asked: start.asked,
    make: start.make,
    singleSelect: start.singleSelect ?? false,
    onlyVin: start.onlyVin,
    vehicleId: start.vehicleId,
    revokeAccess: start.revokeAccess ?? false,
    customerId: start.customerId,
    accountId: undefined,
    suggestedOwner: start.suggestedOwner,
    page: start.page,
    vehicleIds: none,
    unticked: none,
    granted: none,
    failure: undefined,
    missing: none,
    ticked: none,
    outcome: 'open',
    pages: [],
    closing: undefined,
    finalUrl: undefined,
  };
}
