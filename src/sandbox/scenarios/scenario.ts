import type { Vehicle } from '../state.ts';

/** A car of a scenario. */
export interface ScenarioCar {
  /** Name by which other parts of the scenario mean this car. */
  readonly ref?: string;
  readonly model: string;
  readonly year: number;
  readonly powertrain?: Vehicle['powertrain'];
  readonly vin?: string;
  readonly id?: string;
  /** Domains whose virtual keys are on the car. */
  readonly keys?: readonly string[];
  /** Phones and cards that are keys of the car; 20 keys in all are the limit. */
  readonly otherKeys?: number;
  readonly role?: 'owner' | 'driver';
}

/** An account with a car maker. The first Tesla account is the one that sign-in pages suggest. */
export interface ScenarioAccount {
  /** In any case; `TESLA` without it. */
  readonly make?: string;
  readonly username: string;
  /** Smartcar's user id. */
  readonly userId?: string;
  readonly cars?: readonly ScenarioCar[];
  /** Cars of accounts named before, by `ref`. */
  readonly sharedCars?: readonly { readonly ref: string; readonly role: 'owner' | 'driver' }[];
  /** Phone as a Key is set up. */
  readonly phoneKey?: boolean;
  readonly subscription?: 'active' | 'inactive';
  readonly compatible?: boolean;
  /** Every API call for this account fails with it, `TYPE:CODE`. */
  readonly problem?: string;
  /** Seconds that each page takes after a submission. */
  readonly pageDelay?: number;
  /** Boxes ticked at Tesla before the story begins: labels or Tesla scope ids, or `all`. */
  readonly consents?: { readonly smartcar?: 'all' | readonly string[]; readonly texture?: 'all' | readonly string[] };
}

/** An application besides, or in place of, the one that the command line registers. */
export interface ScenarioApplication {
  readonly name: string;
  readonly id?: string;
  readonly clientSecret?: string;
  readonly redirectUris?: readonly string[];
  /** Scope text. */
  readonly vehicleAccess?: string;
  readonly virtualKeyDomain?: string;
  readonly integration?: 'current' | 'legacy';
  /** A plan limit that every call runs into, such as `VEHICLE_LIMIT`. */
  readonly billing?: string;
  /** The published allowances count: 120 requests and two a minute, one read in eight hours without the key. */
  readonly rateLimited?: boolean;
}

/** A connection that exists before the story begins. */
export interface ScenarioConnection {
  /** Name of the application; the first one without it. */
  readonly application?: string;
  /** User name of the account. */
  readonly account: string;
  /** Cars by `ref`; all of the account without it. */
  readonly cars?: readonly string[];
  /** Scope text that was asked; the application's Vehicle Access set without it. */
  readonly asked?: string;
  /** Made through Tesla's old integration. */
  readonly legacy?: boolean;
  readonly externalId?: string;
}

/** An error that requests meet. */
export interface ScenarioFault {
  readonly method?: string;
  /** Path with `*` for one segment and `**` for the rest. */
  readonly path?: string;
  /** Car by `ref`. */
  readonly car?: string;
  /** How many requests it hits; all of them without it. */
  readonly times?: number;
  /** Seconds before the answer. */
  readonly delay?: number;
  /** `TYPE:CODE`. */
  readonly error?: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A situation to start from, as data. Users write their own in JSON or YAML: `schemas/sandbox-scenario.schema.json`. */
export interface Scenario {
  readonly name: string;
  /** One line. */
  readonly story: string;
  /** Plays the behaviour of this day, `YYYY-MM-DD`. */
  readonly asOf?: string;
  /** Mapping edition, where it should not follow from `asOf`. */
  readonly edition?: string;
  /** The first one is the application that registration flags fill in. */
  readonly applications?: readonly ScenarioApplication[];
  readonly accounts?: readonly ScenarioAccount[];
  readonly connections?: readonly ScenarioConnection[];
  readonly faults?: readonly ScenarioFault[];
  /** Connected Teslas in bulk, several to an account. */
  readonly fleet?: { readonly cars: number; readonly carsPerAccount?: number };
  /** Seconds that an authorization code lives. */
  readonly codeLifetime?: number;
}
