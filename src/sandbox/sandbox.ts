import { answerUnknownPath, answerUnknownVersion, createApiRoutes, isVersionPath } from './api/routes.ts';
import { handleAsset, handleFavicon } from './pages/assets.ts';
import type { OwnerPlay } from '../core/tesla/owner-play.ts';
import { editionAsOf } from './state/behaviour.ts';
import { createLazyControl } from './control/lazy.ts';
import { handleKey } from './flows/key.ts';
import { handleManageLink, handlePage, handleStart } from './flows/routes.ts';
import { createHandler } from './handler.ts';
import { redirect, type SandboxRequest, type SandboxResponse, type SandboxRoute } from './http/message.ts';
import { throughTokenFaults } from './oauth/faults.ts';
import { handleIamToken } from './oauth/iam-token.ts';
import { handleToken } from './oauth/token.ts';
import { unknownPage } from './pages/errors.ts';
import { page } from './pages/kit.ts';
import { registeredValues, type Registration } from './state/registration.ts';
import { applyScenario } from './scenarios/apply.ts';
import { scenarios } from './scenarios/catalogue.ts';
import type { Scenario, ScenarioFault } from './scenarios/scenario.ts';
import { createState, type SandboxEnvironment, type SandboxState, type Settings } from './state/state.ts';
import type { SandboxCore } from './control/sandbox-core.ts';

/** How a sandbox starts. */
export interface SandboxOptions extends SandboxEnvironment {
  /** Name of a built-in scenario, or a scenario of one's own; `new-owner` without it. */
  readonly scenario?: string | Scenario | undefined;
  /** Mapping edition; follows from `asOf` without it. */
  readonly edition?: string | undefined;
  /** Day whose behaviour is played, `YYYY-MM-DD`; the newest without it. */
  readonly asOf?: string | undefined;
  readonly registration?: Registration | undefined;
  /** Connected Teslas in bulk, in place of the scenario's own fleet; after each reset as well. */
  readonly cars?: number | undefined;
  /** Faults besides those of the scenario, after each reset as well. */
  readonly faults?: readonly ScenarioFault[] | undefined;
  /** Plays every owner from the start, and again after each reset. */
  readonly owner?: OwnerPlay | undefined;
  /** Origin that answers name; set by the server once it listens. */
  readonly origin?: string | undefined;
}

/** @returns the built-in scenario of that name, or `undefined`. */
function findScenario(name: string): Scenario | undefined {
  return scenarios.find((scenario) => scenario.name === name);
}

/**
 * @returns a sandbox that answers requests as plain data.
 * @throws RangeError for an unknown scenario; ScenarioError for a broken one
 */
export function createSandboxCore(options: SandboxOptions = {}): SandboxCore {
  let scenario = readScenario(options, options.scenario);
  const state = createState(readSettings(options, scenario), options);
  let registered = applyScenario(state, scenario, options.registration ?? {});
  const routes = createRoutes(state);
  const core: SandboxCore = {
    state,
    handle: createHandler(state, routes),
    application: () => state.applications.get(registered.id) ?? registered,
    reset: (next) => {
      const wanted = next === undefined ? scenario : readScenario(options, next);
      const settings = { ...readSettings(options, wanted), origin: state.settings.origin };
      // A scenario that turns out to be broken must leave everything as it was.
      const fresh = createState(settings, { ...options, ids: state.ids });
      registered = applyScenario(fresh, wanted, { ...options.registration, ...registeredValues(registered) });
      keepTextureKeys(state, fresh);
      scenario = wanted;
      // Whoever follows the log goes on from the last number that he saw.
      const { now: _now, ids: _ids, nextLogSequence: _next, ...data } = fresh;
      Object.assign(state, data);
    },
  };
  routes.set('_sandbox', createLazyControl(core));
  return core;
}

/** Whoever printed the keys of Texture goes on using them. */
function keepTextureKeys(before: SandboxState, fresh: SandboxState): void {
  for (const application of fresh.applications.values()) {
    const known = before.applications.get(application.id);
    if (known === undefined) continue;
    application.textureServerKey = known.textureServerKey;
    application.textureConnectKey = known.textureConnectKey;
  }
}

function readScenario({ cars, faults = [] }: SandboxOptions, wanted: string | Scenario | undefined): Scenario {
  const scenario = typeof wanted === 'object' ? wanted : findScenario(wanted ?? scenarios[0].name);
  if (scenario === undefined) throw new RangeError(`There is no scenario "${String(wanted)}".`);
  const fleet = cars === undefined ? scenario.fleet : { ...scenario.fleet, cars };
  return { ...scenario, fleet, faults: [...(scenario.faults ?? []), ...faults] };
}

function readSettings(options: SandboxOptions, scenario: Scenario): Settings {
  const asOf = options.asOf ?? scenario.asOf;
  return {
    edition: options.edition ?? scenario.edition ?? editionAsOf(asOf),
    scenario: scenario.name,
    origin: options.origin ?? 'http://localhost',
    asOf,
    owner: options.owner,
    codeLifetimeMs: scenario.codeLifetime === undefined ? undefined : scenario.codeLifetime * 1000,
  };
}

function createRoutes(state: SandboxState): Map<string, SandboxRoute> {
  return new Map<string, SandboxRoute>([
    ...createApiRoutes(state),
    ['oauth', (request) => handleOAuth(state, request)],
    ['oauth2', (request) => handleIam(state, request)],
    ['connect', (request) => handlePage(state, request)],
    ['tesla', (request) => handleTesla(state, request)],
    ['_ak', (request) => handleKey(state, request)],
    ['_assets', handleAsset],
    ['favicon.ico', handleFavicon],
    ['*', (request) => handleUnknown(state, request)],
  ]);
}

function handleOAuth(state: SandboxState, request: SandboxRequest): SandboxResponse {
  switch (request.path) {
    case '/oauth/token':
    case '/oauth/token/':
      return throughTokenFaults(state, request, () => handleToken(state, request));
    case '/oauth/authorize':
    case '/oauth/authorize/':
    case '/oauth/reauthenticate':
    case '/oauth/reauthenticate/':
      return handleStart(state, request);
    default:
      return answerUnknown(state, request);
  }
}

function handleTesla(state: SandboxState, request: SandboxRequest): SandboxResponse {
  return request.path === '/tesla/user/revoke/consent' ? handleManageLink(state, request) : handlePage(state, request);
}

function handleUnknown(state: SandboxState, request: SandboxRequest): SandboxResponse {
  if (isVersionPath(request.path)) return answerUnknownVersion(state, request);
  if (request.path === '/') return redirect('/_sandbox', { decision: 'to the inspector' });
  return answerUnknown(state, request);
}

// A page for people; programs ask for no page and get the error of the API.
function answerUnknown(state: SandboxState, request: SandboxRequest): SandboxResponse {
  return (request.headers['accept'] ?? '').includes('text/html')
    ? page(unknownPage('The sandbox has no such address.'))
    : answerUnknownPath(state, request);
}

function handleIam(state: SandboxState, request: SandboxRequest): SandboxResponse {
  if (request.path === '/oauth2/token' || request.path === '/oauth2/token/')
    return throughTokenFaults(state, request, () => handleIamToken(state, request));
  return answerUnknown(state, request);
}
