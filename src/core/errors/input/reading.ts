import type { Count } from '../../formats.ts';
import type { BoxId } from '../../tesla/boxes.ts';
import type { ErrorRef } from '../knowledge/ref.ts';

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
  /** Permissions of Smartcar that the text names. */
  readonly permissions?: readonly string[] | undefined;
  readonly vehicleId?: string | undefined;
  /** Signals that a webhook or a line names, as written. */
  readonly signals?: readonly string[] | undefined;
  /** Tesla scopes that the text names. */
  readonly teslaScopes?: readonly BoxId[] | undefined;
  /** Base URL of the Fleet API that the text names. */
  readonly baseUrl?: string | undefined;
  /** Domain of a virtual key that the text names. */
  readonly domain?: string | undefined;
  /** Link to Tesla's page for the virtual key, as a redirect carries it. */
  readonly virtualKeyUrl?: string | undefined;
  /** Redirect URI that the text names, without its query. */
  readonly redirectUri?: string | undefined;
  /** Host of the call that failed. */
  readonly host?: string | undefined;
  readonly port?: Count | undefined;
  /** Seconds to wait, where the text says so. */
  readonly retryAfterSeconds?: Count | undefined;
  /** Makes that the text names as refused. */
  readonly makes?: readonly string[] | undefined;
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
  /** Codes of signals that came with a value in the same answer. */
  readonly arrived?: readonly string[] | undefined;
  /** False where the text does not show who sent it, so that each row holds for its own sender alone. */
  readonly isCertain?: boolean | undefined;
  /** It was recognised by our translation of what its sender says. */
  readonly isTranslated?: boolean | undefined;
  /** The input is an address of this kind and carries no error. */
  readonly link?: LinkKind | undefined;
}

/** Addresses that people paste in place of an error. */
export type LinkKind = 'connect' | 'tesla-authorize' | 'tesla-consent' | 'dashboard' | 'documentation';
