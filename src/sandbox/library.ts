import { custom, minValue, number, optional, pipe, union, type GenericSchema } from 'valibot';
import { ownerRoundNames, parseOwnerRound, type OwnerPlay, type OwnerRound } from '../core/tesla/owner-play.ts';
import type { PlayedOwner } from '../io/sandbox-control.ts';
import { didYouMean } from '../flags/nearest.ts';
import { findEdition } from '../core/providers/registry.ts';
import { smartcar } from '../core/providers/smartcar/provider.ts';
import { boxSpellings, parseBox, type BoxId } from '../core/tesla/boxes.ts';
import { defaultAccount } from './state/accounts.ts';
import { advanceClock } from './state/clock.ts';
import { setConsent } from './control/actions.ts';
import { flawOfRound, registrationFields } from './control/bodies.ts';
import { findAccount, findVehicle } from './control/find.ts';
import { describeState } from './control/describe.ts';
import { addFault } from './control/order-fault.ts';
import { sdkEnvironment } from './state/environment.ts';
import { answerFetch } from './http/fetch.ts';
import { addKey } from './state/virtual-key.ts';
import type { LogEntry } from './http/message.ts';
import { createIds, createSeededUuid } from './state/ids.ts';
import { readLog } from './state/log.ts';
import { playLink } from './owner/run.ts';
import {
  flawOfRegistration,
  registeredValues,
  type RegisteredValues,
  type Registration,
} from './state/registration.ts';
import { checkOptions, type OptionRules } from './library-options.ts';
import { createSandboxCore } from './sandbox.ts';
import type { SandboxCore } from './control/sandbox-core.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { scenarios } from './scenarios/catalogue.ts';
import { readScenario } from './scenarios/shape.ts';
import { serveSandbox } from './http/serve.ts';
import { createDeliveryQueue } from './webhooks/delivery-queue.ts';
import { restoreSnapshot, takeSnapshot } from './state/snapshot.ts';
import type { Account } from './state/state.ts';
import { anyText, list, truth, whole } from './state/schema.ts';
import { isDay } from './state/values.ts';

export type { Registration, Scenario };

/** How {@link createSandbox} starts. */
export interface CreateSandboxOptions {
  /** Name of a built-in scenario (`connect-cli sandbox scenarios`) or one of your own. */
  readonly scenario?: string | Scenario;
  /** Permission table: `2026-02` or `2023-12`. */
  readonly edition?: string;
  /** Day whose published behaviour is played, `YYYY-MM-DD`. */
  readonly asOf?: string;
  /** Ids, secrets and redirect URIs of the application; what is missing is made up. */
  readonly registration?: Registration;
  /** Port to listen on, 0 for any free one. Without it there is no socket: use {@link Sandbox.fetch}. */
  readonly port?: number;
  /** Milliseconds since 1970; the wall clock without it. */
  readonly now?: () => number;
  /** Makes ids and secrets the same in every run. */
  readonly seed?: string;
}

/** How an owner behaves; see {@link SandboxOwner.consent}. */
export interface ConsentOptions {
  /**
   * One entry a round, the second being the round after Revoke Access: `select-all`, `none`, `deny`,
   * `deny-at-tesla`, or the boxes to tick (`'Vehicle Information, Vehicle Commands'`, or a list of them). Without it
   * everything is ticked.
   */
  readonly rounds?: readonly (string | readonly string[])[];
  /** Permissions that are unticked on Smartcar's grant screen. */
  readonly untick?: readonly string[];
  /** Leaves Connect where it asks for the virtual key: `user_manually_returned_to_application`. */
  readonly withoutKey?: boolean;
}

/** Where a consent ended. */
export interface ConsentResult {
  /** The redirect URI with its parameters, or the address of the sandbox's last page. */
  readonly url: string;
  /**
   * `redirected` to the application, `finished` on the last page of a flow without redirect, `gave-up`, or `refused`:
   * the link cannot be used, and the application never hears of it.
   */
  readonly outcome: 'redirected' | 'finished' | 'gave-up' | 'refused';
  /** Name of the sandbox's last page, such as `success` or `error-400`; absent after a redirect. */
  readonly page?: string | undefined;
  /** Parameters of the redirect: `code`, `state`, `user_id`, `error` …; none without a redirect. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** The owner of the scenario's first Tesla account, played. */
export interface SandboxOwner {
  /**
   * Walks a Connect or reauthenticate URL to its end, page by page.
   * @throws TypeError for an address of another origin: nothing leaves the process; RangeError for an owner who behaves
   *   in a way that does not exist
   */
  consent(url: string, options?: ConsentOptions): ConsentResult;
  /** Answers every authorize URL at once from now on, for browsers and clients alike; `undefined` ends it. */
  automatic(options: ConsentOptions | undefined): void;
  /** Ticks boxes at Tesla for Smartcar, as the Update button does. */
  tick(...boxes: readonly string[]): void;
  /** Unticks boxes at Tesla. */
  untick(...boxes: readonly string[]): void;
  /** Removes Smartcar's access at Tesla. */
  removeAccess(): void;
  /** Puts the virtual key on a car (id or VIN); on all cars of the account without one. */
  addKey(vehicle?: string): void;
  /** Deletes the virtual key on the Locks screen of a car; of all cars without one. */
  deleteKey(vehicle?: string): void;
  /** Takes a car out of the account. */
  removeCar(vehicle: string): void;
}

/** An error or a delay for coming requests. */
export interface FaultOptions {
  readonly method?: string;
  /** `*` is one segment, `**` the rest: `/v2.0/vehicles/*\/odometer`. */
  readonly path?: string;
  readonly vehicleId?: string;
  readonly applicationId?: string;
  /** `TYPE:CODE`, such as `UPSTREAM:RATE_LIMIT`. */
  readonly error?: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly delaySeconds?: number;
  /** Commands of v3 answer 202 at once and bring their result after so many seconds. */
  readonly longRunningSeconds?: number;
  /** How many requests it hits; all of them without it, one with `nth`. */
  readonly times?: number;
  /** It hits none before the request of this number, from 1. */
  readonly nth?: number;
  /** It hits this share of the requests, from 0 to 1: the same ones in every run. */
  readonly rate?: number;
  /** Another draw for `rate`. */
  readonly seed?: number;
  /** The connection is cut after so many bytes of the body. */
  readonly cutAfterBytes?: number;
}

/** How far the clock is moved: the sum of these. */
export interface ClockStep {
  readonly seconds?: number;
  readonly minutes?: number;
  readonly hours?: number;
  readonly days?: number;
}

/** A Smartcar and Tesla of one's own. */
export interface Sandbox {
  /** Origin of Connect, tokens and API: what links, `fetch` and `owner.consent` take. */
  readonly origin: string;
  /** Where it listens; undefined without a port: then only `fetch` and the owner reach it. */
  readonly url: string | undefined;
  /** Environment variables by which the official SDKs reach it, and Texture's key. */
  readonly env: Readonly<Record<string, string>>;
  /** The registered application. */
  readonly application: RegisteredValues;
  /** Answers a request without a socket. Redirects are not followed. */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
  readonly owner: SandboxOwner;
  readonly clock: {
    /** Milliseconds since 1970 on the sandbox's clock. */
    now(): number;
    /**
     * Moves the clock forward: codes, tokens and limits age with it.
     * @throws RangeError for a step back, and for what is no number
     */
    advance(by: ClockStep): void;
  };
  readonly faults: { add(fault: FaultOptions): void; clear(): void };
  /** Starts over, with another scenario if one is named; ids and secrets of the application stay. */
  reset(scenario?: string | Scenario): void;
  /** Remembers everything as it is now. The function that comes back restores it, as often as it is called. */
  snapshot(): () => void;
  /** Applications, accounts, cars, consents and connections as they are now; no secrets. */
  state(): Readonly<Record<string, unknown>>;
  /** Answered requests with what was decided, oldest first. */
  log(): readonly LogEntry[];
  /** Ends at once. A sandbox that is not closed does not keep the process. */
  close(): Promise<void>;
  /** The same as `close`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** A sandbox with a socket. */
export interface ListeningSandbox extends Sandbox {
  readonly url: string;
}

/** Origin of a sandbox without a socket. */
const offlineOrigin = 'http://sandbox.localhost';

/**
 * Starts a sandbox in this process.
 * @throws RangeError for an option that cannot be used, such as an unknown scenario, naming the place; an Error with
 *   the code of the socket if the port cannot be had
 */
export function createSandbox(options: CreateSandboxOptions & { readonly port: number }): Promise<ListeningSandbox>;
export function createSandbox(options?: CreateSandboxOptions): Promise<Sandbox>;
export async function createSandbox(options: CreateSandboxOptions = {}): Promise<Sandbox> {
  checkStart(options);
  const { port, seed, ...core } = options;
  const ids = seed === undefined ? undefined : createIds(createSeededUuid(seed));
  const sandbox = createSandboxCore({ ...core, ids });
  if (port === undefined) {
    sandbox.state.settings.origin = offlineOrigin;
    return describe(sandbox, {
      origin: offlineOrigin,
      url: undefined,
      notice: () => {},
      close: () => Promise.resolve(),
    });
  }
  // Webhooks go out only where something can come in.
  const deliveries = createDeliveryQueue(sandbox.state);
  const handle = deliveries.watch(sandbox.handle);
  const server = await serveSandbox(handle, { port, unref: true });
  sandbox.state.settings.origin = server.url;
  return describe(
    { ...sandbox, handle },
    {
      origin: server.url,
      url: server.url,
      notice: deliveries.deliverDue,
      close: () => {
        deliveries.close();
        return server.close();
      },
    },
  );
}

function checkStart(options: CreateSandboxOptions): void {
  checkOptions(options, startRules);
  const { scenario, edition, asOf, registration } = options;
  if (registration !== undefined) checkOptions(registration, registrationRules);
  if (edition !== undefined && findEdition(smartcar, edition) === undefined)
    throw new RangeError(`edition: there is no permission table "${edition}".`);
  if (asOf !== undefined && !isDay(asOf)) throw new RangeError(`asOf: "${asOf}" is not a date in the form YYYY-MM-DD.`);
  const flaw = registration === undefined ? undefined : flawOfRegistration(registration);
  if (flaw !== undefined) throw new RangeError(`registration.${flaw.field}: ${flaw.problem}.`);
  checkScenario(scenario);
}

/** The compiler sees to it that no field is left out. */
type FieldsOf<T> = Readonly<Record<keyof T, GenericSchema>>;

const startFields = (): FieldsOf<CreateSandboxOptions> => ({
  scenario: optional(
    custom<string | Scenario>(
      (value) => typeof value === 'string' || (typeof value === 'object' && value !== null),
      'must be the name of a scenario, or a scenario of your own',
    ),
  ),
  edition: optional(anyText),
  asOf: optional(anyText),
  registration: optional(
    custom<Registration>((value) => typeof value === 'object' && value !== null, 'must be an object'),
  ),
  port: optional(whole({ from: 0, to: 65_535 })),
  now: optional(
    custom<() => number>(
      (value) => typeof value === 'function' && Number.isFinite(value()),
      'must be a function that returns milliseconds since 1970',
    ),
  ),
  seed: optional(anyText),
});

const consentFields = (): FieldsOf<ConsentOptions> => ({
  rounds: optional(list(union([anyText, list(anyText)], 'must be a text or a list of boxes'))),
  untick: optional(list(anyText)),
  withoutKey: optional(truth),
});

const step = () =>
  optional(pipe(number('must be a number'), minValue(0, 'must not be negative: the clock does not run backwards')));

const clockFields = (): FieldsOf<ClockStep> => ({ seconds: step(), minutes: step(), hours: step(), days: step() });

const startRules: OptionRules = {
  taker: 'createSandbox',
  fields: startFields,
  elsewhere: () => Object.keys(registrationFields()).map((name) => `registration.${name}`),
};
const registrationRules: OptionRules = {
  taker: 'registration',
  fields: (): FieldsOf<Registration> => registrationFields(),
  place: 'registration.',
  elsewhere: () => Object.keys(startFields()),
};
const consentRules: OptionRules = { taker: 'An owner', fields: consentFields };
const clockRules: OptionRules = { taker: 'clock.advance', fields: clockFields };

function checkScenario(scenario: string | Scenario | undefined): void {
  if (scenario === undefined) return;
  if (typeof scenario === 'string') {
    const names: readonly string[] = scenarios.map(({ name }) => name);
    if (names.includes(scenario)) return;
    throw new RangeError(`There is no scenario "${scenario}".${didYouMean(scenario, names)}`);
  }
  const reading = readScenario(scenario);
  if (reading.ok) return;
  const { place, problem } = reading.flaw;
  throw new RangeError(`scenario${place === '' ? '' : `.${place}`}: ${problem}.`);
}

/** Where a sandbox is reached, and what ends it. */
interface Reach {
  readonly origin: string;
  readonly url: string | undefined;
  /** Tells the application of what has just happened, by webhook. */
  readonly notice: () => void;
  readonly close: () => Promise<void>;
}

function describe(core: SandboxCore, { origin, url, notice, close }: Reach): Sandbox {
  const { state } = core;
  const application = core.application();
  const atTexture = [...state.applications.values()].find(({ provider }) => provider === 'texture');
  return {
    origin,
    url,
    env: {
      ...sdkEnvironment(origin, application),
      TEXTURE_API_KEY: (atTexture ?? application).textureServerKey,
      TEXTURE_API_ORIGIN: origin,
    },
    application: registeredValues(application),
    fetch: (input, init) => answerFetch({ handle: core.handle, origin }, input, init),
    owner: createOwner(core, origin, notice),
    clock: {
      now: () => state.now(),
      advance: (by) => {
        checkOptions(by, clockRules);
        const { seconds = 0, minutes = 0, hours = 0, days = 0 } = by;
        advanceClock(state, (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000);
        notice();
      },
    },
    faults: { add: (fault) => void addFault(state, { ...fault }), clear: () => void (state.faults = []) },
    reset: (scenario) => {
      checkScenario(scenario);
      core.reset(scenario);
    },
    snapshot: () => {
      const taken = takeSnapshot(state);
      return () => restoreSnapshot(state, taken);
    },
    state: () => describeState(state),
    log: () => readLog(state, 0, Number.MAX_SAFE_INTEGER),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** @param notice called after everything that the owner does */
function createOwner(core: SandboxCore, url: string, notice: () => void): SandboxOwner {
  const { state } = core;
  const account = (): Account => defaultAccount(state, 'TESLA') ?? findAccount(state, 'owner@example.com');
  const cars = (vehicle: string | undefined) =>
    vehicle === undefined
      ? [...account().vehicles.keys()].map((id) => findVehicle(state, id))
      : [findVehicle(state, vehicle)];
  return {
    consent: (start, options) => {
      const { href, origin } = new URL(start, url);
      if (origin !== url) throw new TypeError(`The sandbox answers for ${url}, not for ${origin}.`);
      const { played } = playLink(core, href.slice(url.length), readPlay(options));
      notice();
      return describeEnd(played);
    },
    automatic: (options) => {
      if (options === undefined) delete state.settings.owner;
      else state.settings.owner = readPlay(options);
    },
    tick: (...boxes) => {
      setConsent(state, { account: account(), thirdParty: 'smartcar' }, { tick: boxes });
      notice();
    },
    untick: (...boxes) => {
      setConsent(state, { account: account(), thirdParty: 'smartcar' }, { untick: boxes });
      notice();
    },
    removeAccess: () => {
      delete account().consents.smartcar;
      notice();
    },
    addKey: (vehicle) => {
      for (const car of cars(vehicle)) addKey(car, core.application().virtualKeyDomain);
      notice();
    },
    deleteKey: (vehicle) => {
      const domain = core.application().virtualKeyDomain;
      for (const car of cars(vehicle)) car.keys = car.keys.filter((key) => key !== domain);
      notice();
    },
    removeCar: (vehicle) => {
      account().vehicles.delete(findVehicle(state, vehicle).id);
      notice();
    },
  };
}

function describeEnd({ url, outcome, page }: PlayedOwner): ConsentResult {
  if (outcome === 'redirected')
    return { url, outcome, parameters: Object.fromEntries(new URLSearchParams(url.split('?')[1] ?? '')) };
  return {
    url,
    outcome: page?.startsWith('error-') === true ? 'refused' : outcome,
    page,
    parameters: {},
  };
}

function readPlay(options: ConsentOptions = {}): OwnerPlay {
  checkOptions(options, consentRules);
  const { rounds = ['select-all'], untick = [], withoutKey } = options;
  return { rounds: rounds.map(readRound), untick, withoutKey };
}

function readRound(round: string | readonly string[]): OwnerRound {
  if (typeof round !== 'string') return { kind: 'boxes', boxes: round.map(readBox) };
  const reading = parseOwnerRound(round);
  if (reading.ok) return reading.round;
  const meant = didYouMean(reading.unknown, [...ownerRoundNames, ...boxSpellings()]);
  throw new RangeError(`rounds: ${flawOfRound(round)}.${meant}`);
}

function readBox(text: string): BoxId {
  const box = parseBox(text);
  if (box !== undefined) return box;
  throw new RangeError(`"${text}" is not a box of Tesla's consent screen.${didYouMean(text, boxSpellings())}`);
}
