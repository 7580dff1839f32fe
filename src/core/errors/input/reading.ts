import type { ErrorRef } from '../knowledge/lookup.ts';

/** What stood beside an error and helps to explain it. */
export interface ErrorDetails {
  /** The sender's own words, cleaned of anything secret. */
  readonly description?: string | undefined;
  readonly requestId?: string | undefined;
  /** Address that the sender offers as the way out. */
  readonly resolutionUrl?: string | undefined;
  /** The request that failed, such as `/odometer` in a batch. */
  readonly request?: string | undefined;
  /** The permission that this request needs. */
  readonly permission?: string | undefined;
  readonly vehicleId?: string | undefined;
  /** Signals that a webhook names. */
  readonly signals?: readonly string[] | undefined;
  /** A webhook says that the error is over. */
  readonly resolved?: boolean | undefined;
  /** Any further values of a redirect: status_code, error_message, vin, make, model, year. */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
}

/** One error found in what a person pasted. */
export interface ErrorReading {
  /** The words that were recognised, or the cleaned input where nothing was. Never a code, state or token. */
  readonly text: string;
  /** Rows that it can mean. None: unknown. Several: the text is ambiguous. */
  readonly refs: readonly ErrorRef[];
  readonly details: ErrorDetails;
}
