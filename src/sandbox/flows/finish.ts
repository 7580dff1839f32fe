import { endProblem } from '../state/accounts.ts';
import { inForce } from '../state/behaviour.ts';
import { addConnection, connectionsOfUser, findConnection, removeConnection, userKey } from '../state/connections.ts';
import type { Account, Application, Connection, SandboxState } from '../state/state.ts';
import { mintCode } from '../state/tokens.ts';
import {
  accountOf,
  applicationOf,
  carsForKey,
  consentedBoxes,
  grantedPermissions,
  usesTeslaConsent,
} from '../state/session-rules.ts';
import { formatScope } from '../state/scope.ts';
import type { ConnectFailure, ConnectSession, RunOutcome } from '../state/session.ts';
import { ownValue } from '../../core/text/keys.ts';

/** A run whose owner granted something, and for whom. */
interface Ending {
  readonly state: SandboxState;
  readonly session: ConnectSession;
  readonly application: Application;
  readonly account: Account;
}

/** Ends a successful authorization: writes the connections and leads back, or to the hosted page. */
export function finishAuthorize(state: SandboxState, session: ConnectSession): void {
  const account = accountOf(state, session);
  if (account === undefined) return;
  const application = applicationOf(state, session);
  session.granted = grantedPermissions(state, session);
  const ending: Ending = { state, session, application, account };
  writeConnections(ending);
  storeApproval(state, session, userKey(application.id, account.userId));
  storeExternalId(state, session, account);
  if (account.losesKeys === true) deleteKeys(state, session, application.virtualKeyDomain);
  close(state, session, { outcome: 'granted', parameters: successParameters(ending) });
}

function deleteKeys(state: SandboxState, session: ConnectSession, domain: string): void {
  for (const car of carsForKey(state, session)) car.keys = car.keys.filter((key) => key !== domain);
}

function storeApproval(state: SandboxState, session: ConnectSession, key: string): void {
  const { asked, unticked, vehicleIds } = session;
  state.approvals.set(key, { scope: formatScope(asked), unticked, vehicleIds });
}

/** Ends a successful re-authentication: the grant of the existing connections grows, tokens stay as they are. */
export function finishReauthenticate(state: SandboxState, session: ConnectSession): void {
  const account = accountOf(state, session);
  if (account === undefined) return;
  const applicationId = session.applicationId;
  const connections =
    session.vehicleId === undefined
      ? connectionsOfUser(state, applicationId, account.userId)
      : [findConnection(state, { applicationId, vehicleId: session.vehicleId, userId: account.userId })].filter(
          (found) => found !== undefined,
        );
  const asked = session.asked.map(({ name }) => name);
  for (const connection of connections) {
    connection.permissions = [...new Set([...connection.permissions, ...asked])];
    connection.asked = [...connection.asked.filter(({ name }) => !asked.includes(name)), ...session.asked];
    connection.unticked = connection.unticked.filter((name) => !asked.includes(name));
    if (usesTeslaConsent(state, session)) connection.legacy = false;
  }
  session.granted = asked;
  endProblem(account);
  storeExternalId(state, session, account);
  const externalId = session.externalId === 'null' ? undefined : session.externalId;
  close(state, session, {
    outcome: 'granted',
    parameters: { vehicle_id: session.vehicleId, external_id: externalId },
  });
}

/** Ends a run with an error for the application. */
export function finishWithError(state: SandboxState, session: ConnectSession, failure: ConnectFailure): void {
  const denied = failure.error === 'access_denied';
  const left = failure.error === 'user_manually_returned_to_application' || failure.error === 'user_cancelled';
  close(state, session, {
    outcome: denied ? 'denied' : left ? 'gave-up' : 'failed',
    parameters: { error: failure.error, error_description: failure.description, ...failure.extra },
  });
}

interface RunEnd {
  readonly outcome: RunOutcome;
  /** Of the redirect, besides `state`. */
  readonly parameters: RedirectParameters;
}

function close(state: SandboxState, session: ConnectSession, { outcome, parameters }: RunEnd): void {
  session.outcome = outcome;
  session.ticked = consentedBoxes(state, session) ?? [];
  session.page = outcome === 'granted' ? 'success' : 'finished';
  if (session.redirectUri === undefined) return;
  session.finalUrl = isBare(state, session, outcome)
    ? session.redirectUri
    : withParameters(session.redirectUri, { ...parameters, state: session.state });
}

// Field reports of 2026: asked for a code, some applications of v3 get their owner back with nothing at all.
function isBare(state: SandboxState, session: ConnectSession, outcome: RunOutcome): boolean {
  if (outcome !== 'granted' || session.responseType !== 'code') return false;
  return applicationOf(state, session).codeRedirect === 'nothing';
}

/** Parameters of a redirect; what is undefined is not sent. */
export type RedirectParameters = Readonly<Record<string, string | undefined>>;

const plain = /^[\w.~-]*$/;

/** Adds parameters to a redirect URI of any scheme; a query that it has already stays. */
export function withParameters(uri: string, parameters: RedirectParameters): string {
  let address = uri;
  let joint = uri.includes('?') ? '&' : '?';
  for (const name of Object.keys(parameters)) {
    const value = ownValue(parameters, name);
    if (value === undefined) continue;
    address += `${joint}${name}=${plain.test(value) ? value : encodeURIComponent(value)}`;
    joint = '&';
  }
  return address;
}

// Every authorization replaces the owner's list of cars: what is not chosen this time is no longer connected.
function writeConnections(ending: Ending): void {
  const { state, session, application, account } = ending;
  const dropped = connectionsOfUser(state, application.id, account.userId).filter(
    ({ vehicleId }) => !session.vehicleIds.includes(vehicleId),
  );
  for (const connection of dropped) removeConnection(state, connection);
  for (const vehicleId of session.vehicleIds) writeConnection(ending, vehicleId);
}

function writeConnection(ending: Ending, vehicleId: string): Connection {
  const { state, session, application, account } = ending;
  const before = findConnection(state, { applicationId: application.id, vehicleId, userId: account.userId });
  if (before !== undefined && before.accountId === account.id && before.mode === session.mode) {
    return renewConnection(ending, before);
  }
  if (before !== undefined) removeConnection(state, before);
  return addConnection(state, {
    id: before?.id ?? state.ids.uuid('connection'),
    applicationId: application.id,
    accountId: account.id,
    userId: account.userId,
    vehicleId,
    asked: session.asked,
    unticked: session.unticked,
    permissions: session.granted,
    mode: session.mode,
    connectedAt: state.now(),
    era: sendsCode(ending) ? 'v2' : 'v3',
    legacy: application.integration === 'legacy',
  });
}

// Connected again: the same row with the new grant. Lists go by the first consent, so they keep their order.
function renewConnection(ending: Ending, connection: Connection): Connection {
  const { state, session, application } = ending;
  connection.asked = session.asked;
  connection.unticked = session.unticked;
  connection.permissions = session.granted;
  connection.consentedAt = state.now();
  connection.era = sendsCode(ending) ? 'v2' : 'v3';
  connection.legacy = application.integration === 'legacy';
  return connection;
}

// The literal `null` clears the stored value.
function storeExternalId(state: SandboxState, session: ConnectSession, account: Account): void {
  if (session.externalId === undefined) return;
  const key = userKey(session.applicationId, account.userId);
  if (session.externalId === 'null') state.externalIds.delete(key);
  else state.externalIds.set(key, session.externalId);
}

function sendsCode({ session, application }: Pick<Ending, 'session' | 'application'>): boolean {
  return session.responseType === 'code' && session.redirectUri !== undefined && application.codeRedirect === 'code';
}

function successParameters(ending: Ending): RedirectParameters {
  const { state, session, application, account } = ending;
  const parameters: Record<string, string> = {};
  if (sendsCode(ending) && session.redirectUri !== undefined) {
    parameters['code'] = mintCode(state, {
      applicationId: application.id,
      userId: account.userId,
      redirectUri: session.redirectUri,
    });
  }
  if (inForce(state.settings, 'userIdInRedirect')) parameters['user_id'] = account.userId;
  if (session.externalId !== undefined && inForce(state.settings, 'externalId')) {
    const externalId = state.externalIds.get(userKey(application.id, account.userId));
    if (externalId !== undefined) parameters['external_id'] = externalId;
  }
  if (account.make === 'TESLA' && application.integration === 'current') {
    parameters['virtual_key_url'] = `https://www.tesla.com/_ak/${application.virtualKeyDomain}`;
  }
  return parameters;
}
