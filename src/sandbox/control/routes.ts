import { json, segments, type SandboxRequest, type SandboxResponse } from '../http/message.ts';
import { advanceClock } from '../state/clock.ts';
import { connectionsOfApplication } from '../state/connections.ts';
import { addKey } from '../state/virtual-key.ts';
import { readLog } from '../state/log.ts';
import { playLink } from '../owner/run.ts';
import { describeRun, findRun } from '../state/runs.ts';
import type { SandboxCore } from './sandbox-core.ts';
import { scenarios } from '../scenarios/catalogue.ts';
import { ScenarioError } from '../scenarios/apply.ts';
import { restoreSnapshot, takeSnapshot } from '../state/snapshot.ts';
import { flawOfKeyDomain } from '../state/values.ts';
import {
  addAccount,
  addCarToAccount,
  changeAccount,
  putApplication,
  removeApplication,
  setConsent,
} from './actions.ts';
import { ControlNotFound, findAccount, findRegistered, findVehicle, mintUserTokens, readThirdParty } from './find.ts';
import {
  describeAccount,
  describeApplication,
  describeConnection,
  describeState,
  describeVehicle,
} from './describe.ts';
import { applicationBody, clockBody, playBody, resetBody } from './bodies.ts';
import { ControlInputError, readBody, readObject, refuseFlaw } from './fields.ts';
import { createInspector, type Operations } from './inspector/route.ts';
import type { KeptSnapshot } from './inspector/view.ts';
import { addFault } from './order-fault.ts';
import { readOwnerPlay } from './owner-play.ts';
import { webhookCar } from './webhook-car.ts';
import { deliverEvent, verifyWebhook } from './webhooks.ts';

/** What one operation of the control API gets. */
interface Call {
  readonly core: SandboxCore;
  /** Values of the `*` segments. */
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  readonly snapshots: Map<string, KeptSnapshot>;
}

type Operation = (call: Call) => unknown;

/** `METHOD /path` below `/_sandbox`, `*` for one segment. The document `docs/sandbox-openapi.yaml` describes each. */
const operations: Readonly<Record<string, Operation>> = {
  'GET state': ({ core }) => describeState(core.state),
  'GET scenarios': () => ({ scenarios: scenarios.map(({ name, story }) => ({ name, story })) }),
  'POST reset': ({ core, body }) => {
    const { scenario: name } = readBody(resetBody, body);
    if (name !== undefined && !scenarios.some((scenario) => scenario.name === name))
      throw new ControlNotFound(`There is no scenario "${name}".`);
    core.reset(name);
    return describeState(core.state);
  },
  'POST snapshots': ({ core, snapshots }) => {
    const id = core.state.ids.uuid();
    snapshots.set(id, { takenAt: core.state.now(), data: takeSnapshot(core.state) });
    return { id };
  },
  'POST snapshots/*/restore': ({ core, snapshots, parts }) => {
    const snapshot = snapshots.get(parts[0] ?? '');
    if (snapshot === undefined) throw new ControlNotFound(`There is no snapshot "${parts[0] ?? ''}".`);
    restoreSnapshot(core.state, snapshot.data);
    return describeState(core.state);
  },
  'POST clock/advance': ({ core, body }) => {
    const { seconds } = readBody(clockBody, body);
    refusingRanges(() => advanceClock(core.state, seconds * 1000));
    return { now: new Date(core.state.now()).toISOString() };
  },
  'GET application': ({ core }) => describeApplication(core.application(), true),
  'PUT application': ({ core, body }) =>
    describeApplication(putApplication(core.state, body, core.application()), true),
  'POST applications': ({ core, body }) => {
    const id = readBody(applicationBody, body).applicationId?.toLowerCase();
    return describeApplication(
      putApplication(core.state, body, id === undefined ? undefined : core.state.applications.get(id)),
      true,
    );
  },
  'DELETE applications/*': ({ core, parts }) => ({
    deleted: removeApplication(core.state, (parts[0] ?? '').toLowerCase()),
  }),
  'GET applications/*/connections': ({ core, parts }) => ({
    connections: connectionsOfApplication(core.state, (parts[0] ?? '').toLowerCase()).map((connection) =>
      describeConnection(core.state, connection),
    ),
  }),
  'GET applications/*/webhook-car': ({ core, parts, query }) =>
    webhookCar(core.state, findRegistered(core.state, parts[0] ?? ''), query.get('vehicle') ?? undefined),
  'POST applications/*/users/*/tokens': ({ core, parts }) =>
    mintUserTokens(core.state, (parts[0] ?? '').toLowerCase(), parts[1] ?? ''),
  'POST accounts': ({ core, body }) => describeAccount(addAccount(core.state, body)),
  'PATCH accounts/*': ({ core, parts, body }) =>
    describeAccount(changeAccount(findAccount(core.state, parts[0] ?? ''), body)),
  'POST accounts/*/vehicles': ({ core, parts, body }) =>
    describeVehicle(addCarToAccount(core.state, findAccount(core.state, parts[0] ?? ''), body)),
  'DELETE accounts/*/vehicles/*': ({ core, parts }) => ({
    removed: findAccount(core.state, parts[0] ?? '').vehicles.delete(findVehicle(core.state, parts[1] ?? '').id),
  }),
  'PUT accounts/*/consents/*': ({ core, parts, body }) => ({
    boxes: setConsent(
      core.state,
      { account: findAccount(core.state, parts[0] ?? ''), thirdParty: readThirdParty(parts[1] ?? '') },
      body,
    ),
  }),
  'DELETE accounts/*/consents/*': ({ core, parts }) => {
    const account = findAccount(core.state, parts[0] ?? '');
    delete account.consents[readThirdParty(parts[1] ?? '')];
    return describeAccount(account);
  },
  'PUT vehicles/*/keys/*': ({ core, parts }) => {
    const car = findVehicle(core.state, parts[0] ?? '');
    const domain = (parts[1] ?? '').toLowerCase();
    refuseFlaw('domain', flawOfKeyDomain(domain));
    addKey(car, domain);
    return describeVehicle(car);
  },
  'DELETE vehicles/*/keys/*': ({ core, parts }) => {
    const car = findVehicle(core.state, parts[0] ?? '');
    car.keys = car.keys.filter((domain) => domain !== (parts[1] ?? '').toLowerCase());
    return describeVehicle(car);
  },
  'GET faults': ({ core }) => ({ faults: core.state.faults }),
  'POST faults': ({ core, body }) => addFault(core.state, body),
  'DELETE faults': ({ core }) => {
    core.state.faults = [];
    return { faults: [] };
  },
  'DELETE faults/*': ({ core, parts }) => {
    core.state.faults = core.state.faults.filter(({ id }) => id !== parts[0]);
    return { faults: core.state.faults };
  },
  'POST webhooks/verify': ({ core, body }) => verifyWebhook(core.state, core.application(), body),
  'POST webhooks/deliver': ({ core, body }) => deliverEvent(core.state, core.application(), body),
  'GET run': ({ core, query }) => {
    const run = findRun(core.state, query.get('state') ?? undefined);
    return { run: run === undefined ? null : describeRun(run) };
  },
  'GET log': ({ core, query }) => ({ entries: readLog(core.state, Number(query.get('after') ?? 0) || 0) }),
  'PUT owner': ({ core, body }) => {
    core.state.settings.owner = readOwnerPlay(body);
    return { owner: core.state.settings.owner };
  },
  'POST play': ({ core, body }) => {
    const { url, ...play } = readBody(playBody, body);
    const { origin } = core.state.settings;
    const target = targetOf(url, origin);
    if (target === undefined) throw new ControlInputError(`"url" is not an address of ${origin}.`);
    return refusingRanges(() => playLink(core, target, readOwnerPlay(play)));
  },
  'DELETE owner': ({ core }) => {
    delete core.state.settings.owner;
    return { owner: null };
  },
};

/** Names of all operations, as `METHOD path` with `*` for one segment. */
export const controlOperations: readonly string[] = Object.keys(operations);

const routes = Object.entries(operations).map(([name, run]) => {
  const [method = '', path = ''] = name.split(' ');
  return { name, method, path: path.split('/'), run };
});

/** @throws ControlInputError in place of a RangeError */
function refusingRanges<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof RangeError ? new ControlInputError(error.message) : error;
  }
}

const snapshotsKept = 20;

/** What the operations of one sandbox share. */
interface Workshop {
  readonly core: SandboxCore;
  readonly snapshots: Map<string, KeptSnapshot>;
}

/** @returns the control API. It answers on the machine of the sandbox only: `serve.ts` sees to that. */
export function createControlRoute(core: SandboxCore): (request: SandboxRequest) => SandboxResponse {
  const workshop: Workshop = { core, snapshots: new Map() };
  const inspect = createInspector({ ...workshop, operations: createOperations(workshop) });
  return (request) => inspect(request) ?? withoutSniffing(answer(workshop, request));
}

/** The operations as the inspector's forms call them: the same functions behind the same names. */
function createOperations(workshop: Workshop): Operations {
  return {
    run: (method, path, body) => {
      const { route, parts } = findRoute(method, segments(`/${path}`));
      const result = runRoute(workshop, { ...route, parts }, { query: new URLSearchParams(), body });
      return { operation: route.name, parts, result };
    },
    refusal: explain,
  };
}

type Route = (typeof routes)[number];

/** @throws ControlNotFound where the control API has no such operation */
function findRoute(
  method: string,
  path: readonly string[],
): { readonly route: Route; readonly parts: readonly string[] } {
  const route = routes.find((candidate) => candidate.method === method && fits(candidate.path, path));
  if (route === undefined) throw new ControlNotFound(`The control API has no ${method} /${path.join('/')}.`);
  return { route, parts: path.filter((_part, index) => route.path[index] === '*') };
}

function runRoute(
  { core, snapshots }: Workshop,
  { run, parts }: Pick<Route, 'run'> & Pick<Call, 'parts'>,
  input: Pick<Call, 'query' | 'body'>,
): unknown {
  const result = run({ core, parts, snapshots, ...input });
  if (snapshots.size > snapshotsKept) snapshots.delete(snapshots.keys().next().value ?? '');
  return result;
}

function answer(workshop: Workshop, request: SandboxRequest): SandboxResponse {
  try {
    const { route, parts } = findRoute(request.method, segments(request.path).slice(1));
    const stranger = refuseStranger(request);
    if (stranger !== undefined) return stranger;
    const input = { query: new URLSearchParams(request.query), body: readObject(request.body) };
    const result = runRoute(workshop, { ...route, parts }, input);
    return result instanceof Promise ? later(result) : json(200, result);
  } catch (error) {
    return refuse(error);
  }
}

const jsonType = /^application\/json[ \t]*(?:;[ \t]*charset="?utf-8"?[ \t]*)?$/i;

/** Pages of other sites reach every address of this machine: they cannot hide where they come from. */
function refuseStranger({ method, headers }: SandboxRequest): SandboxResponse | undefined {
  const { origin, host = '', 'sec-fetch-site': site = 'same-origin' } = headers;
  if (origin !== undefined && origin !== `http://${host}`)
    return problem(403, 'The control API answers programs of this machine and its own pages, no page of another site.');
  if (method === 'GET') return undefined;
  if (site !== 'same-origin' && site !== 'none')
    return problem(403, 'The control API takes no order from a page of another site.');
  // No form can send this type, and a script of another site has to ask first.
  return jsonType.test(headers['content-type'] ?? '')
    ? undefined
    : problem(415, 'Send the header content-type: application/json, with an empty body where there is nothing to say.');
}

/** What a browser is sent stays what it says it is. */
function withoutSniffing(response: SandboxResponse): SandboxResponse {
  const headers = { ...response.headers, 'x-content-type-options': 'nosniff' };
  return { ...response, headers, later: response.later?.then(withoutSniffing) };
}

// An operation that waits for another program; whoever does not wait for it learns that it was begun.
function later(result: Promise<unknown>): SandboxResponse {
  const answered = result.then((body) => json(200, body)).catch(refuse);
  return { ...json(202, {}), later: answered };
}

function refuse(error: unknown): SandboxResponse {
  const { status, message } = explain(error);
  return problem(status, message);
}

function explain(error: unknown): { readonly status: number; readonly message: string } {
  if (error instanceof ControlInputError || error instanceof ScenarioError)
    return { status: 400, message: error.message };
  if (error instanceof ControlNotFound) return { status: 404, message: error.message };
  throw error;
}

function fits(pattern: readonly string[], path: readonly string[]): boolean {
  return pattern.length === path.length && pattern.every((part, index) => part === '*' || part === path[index]);
}

function problem(status: number, message: string): SandboxResponse {
  return json(status, { error: { message } });
}

/** @returns path and query of an address of this sandbox, which stands under the names of loopback whatever its host */
function targetOf(address: string, origin: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const [asked, own] = [new URL(address), new URL(origin)];
  const isOurs = asked.hostname === own.hostname || /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(asked.hostname);
  if (!isOurs || asked.protocol !== own.protocol || asked.port !== own.port) return undefined;
  return asked.pathname + asked.search;
}
