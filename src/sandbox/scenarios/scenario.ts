import type { CarSeed } from '../state/cars.ts';
import type { ScenarioApplication } from '../state/registration.ts';

/** A car of a scenario. */
export interface ScenarioCar extends Omit<CarSeed, 'make'> {
  /** Name by which other parts of the scenario mean this car. */
  readonly ref?: string | undefined;
  readonly role?: 'owner' | 'driver' | undefined;
}

/** An account with a car maker. The first Tesla account is the one that sign-in pages suggest. */
export interface ScenarioAccount {
  /** In any case; `TESLA` without it. */
  readonly make?: string | undefined;
  readonly username: string;
  /** Smartcar's user id. */
  readonly userId?: string | undefined;
  readonly cars?: readonly ScenarioCar[] | undefined;
  /** Cars of accounts named before, by `ref`. */
  readonly sharedCars?: readonly { readonly ref: string; readonly role: 'owner' | 'driver' }[] | undefined;
  /** Phone as a Key is set up. */
  readonly phoneKey?: boolean | undefined;
  /** The key is deleted on the Locks screen of each car as soon as Connect is through. */
  readonly losesKeys?: boolean | undefined;
  readonly subscription?: 'active' | 'inactive' | undefined;
  readonly compatible?: boolean | undefined;
  /** Every API call for this account fails with it, `TYPE:CODE`. */
  readonly problem?: string | undefined;
  /** Seconds that each page takes after a submission. */
  readonly pageDelay?: number | undefined;
  /** Boxes ticked at Tesla before the story begins: labels or Tesla scope ids, or `all`. */
  readonly consents?:
    | {
        readonly smartcar?: 'all' | readonly string[] | undefined;
        readonly texture?: 'all' | readonly string[] | undefined;
      }
    | undefined;
}

/** A connection that exists before the story begins. */
export interface ScenarioConnection {
  /** Name of the application; the first one without it. */
  readonly application?: string | undefined;
  /** User name of the account. */
  readonly account: string;
  /** Cars by `ref`; all of the account without it. */
  readonly cars?: readonly string[] | undefined;
  /** Scope text that was asked; the application's Vehicle Access set without it. */
  readonly asked?: string | undefined;
  /** Made through Tesla's old integration. */
  readonly legacy?: boolean | undefined;
  readonly externalId?: string | undefined;
}

/** An error that requests meet. */
export interface ScenarioFault {
  readonly method?: string | undefined;
  /** Path with `*` for one segment and `**` for the rest. */
  readonly path?: string | undefined;
  /** Car by `ref`. */
  readonly car?: string | undefined;
  /** How many requests it hits; all of them without it, one with `nth`. */
  readonly times?: number | undefined;
  /** It hits none before the request of this number, from 1. */
  readonly nth?: number | undefined;
  /** It hits this share of the requests, from 0 to 1: the same ones in every run. */
  readonly rate?: number | undefined;
  /** Another draw for `rate`. */
  readonly seed?: number | undefined;
  /** The connection is cut after so many bytes of the body. */
  readonly cutAfter?: number | undefined;
  /** Seconds before the answer. */
  readonly delay?: number | undefined;
  /** Seconds between the 202 of a v3 command and its result. */
  readonly longRunning?: number | undefined;
  /** `TYPE:CODE`. */
  readonly error?: string | undefined;
  readonly status?: number | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | undefined;
}

/** A situation to start from, as data. Users write their own in JSON or YAML: `schemas/sandbox-scenario.schema.json`. */
export interface Scenario {
  readonly name: string;
  /** One line. */
  readonly story: string;
  /** Plays the behaviour of this day, `YYYY-MM-DD`. */
  readonly asOf?: string | undefined;
  /** Mapping edition, where it should not follow from `asOf`. */
  readonly edition?: string | undefined;
  /** The first one is the application that registration flags fill in. */
  readonly applications?: readonly ScenarioApplication[] | undefined;
  readonly accounts?: readonly ScenarioAccount[] | undefined;
  readonly connections?: readonly ScenarioConnection[] | undefined;
  readonly faults?: readonly ScenarioFault[] | undefined;
  /** Connected Teslas in bulk, several to an account. */
  readonly fleet?: { readonly cars: number; readonly carsPerAccount?: number | undefined } | undefined;
  /** Seconds that an authorization code lives. */
  readonly codeLifetime?: number | undefined;
}
