import { approvalPrompts, askedResponseTypes, buildAuthorizeUrl, modes } from '../core/connect/authorize-url.ts';
import { redirectUriProblem } from '../core/connect/redirect-uri.ts';
import { smartcar } from '../core/providers/smartcar/provider.ts';
import { ConsentError, withConsentErrors } from './consent-error.ts';
import { checkFilled, checkOneOf, checkOptional, checkTexts } from './input.ts';
import { checkOrigin } from './origin.ts';
import { readScope } from './scope.ts';
import type { Scope } from './tables.ts';

/** What every link to Smartcar says. */
export interface LinkOptions {
  /** The application's id, a UUID of the Smartcar Dashboard; not a `client_…` value of the token endpoint. */
  readonly applicationId: string;
  /** Origin of Connect: Smartcar's by default, or that of a sandbox. */
  readonly origin?: string | undefined;
  /** Feature flags, `name:value` each. */
  readonly flags?: readonly string[] | undefined;
  /** Lets permissions through that the table does not hold. */
  readonly allowUnknown?: boolean | undefined;
}

/** What a Connect URL says; what is left out is Smartcar's own default. */
export interface ConnectUrlOptions extends LinkOptions {
  /** One for each link: see `createState`. */
  readonly state: string;
  /** Without it the Dashboard's Vehicle Access decides what is asked. */
  readonly scope?: Scope | undefined;
  /** A registered address; the first registered one by default. */
  readonly redirectUri?: string | undefined;
  /** `code` by default; `omit` leaves it away, which applications of API v3 are reported to need. */
  readonly responseType?: (typeof askedResponseTypes)[number] | undefined;
  readonly mode?: (typeof modes)[number] | undefined;
  /** `force` shows the grant screen again to an owner who has granted before. */
  readonly approvalPrompt?: (typeof approvalPrompts)[number] | undefined;
  /** Skips the list of brands: `TESLA`. */
  readonly make?: string | undefined;
  readonly singleSelect?: boolean | undefined;
  /** Only the car with this VIN can be chosen. */
  readonly singleSelectVin?: string | undefined;
  /** Your own id of the owner. */
  readonly externalId?: string | undefined;
}

const longest = { id: 200, text: 500, address: 2000 };

/**
 * Builds the address that starts Smartcar Connect.
 * @example
 * const state = createState();
 * const url = buildConnectUrl({ applicationId, redirectUri, state, scope: 'read_odometer', make: 'TESLA' });
 * @throws ConsentError API_CLIENT_ID for a `client_…` id, INPUT_REQUIRED, INVALID_VALUE, UNKNOWN_PERMISSION
 */
export function buildConnectUrl(options: ConnectUrlOptions): string {
  const { scope } = options;
  const input = {
    ...checkLink(options),
    state: checkFilled(options.state, 'state', longest.text),
    scope: scope === undefined ? undefined : readScope(scope, smartcar, options.allowUnknown).asked,
    redirectUri: checkRedirectUri(options.redirectUri),
    responseType: checkChoice(options.responseType, 'responseType', askedResponseTypes),
    mode: checkChoice(options.mode, 'mode', modes),
    approvalPrompt: checkChoice(options.approvalPrompt, 'approvalPrompt', approvalPrompts),
    make: checkOptional(options.make, 'make', longest.id),
    singleSelect: options.singleSelect,
    singleSelectVin: checkOptional(options.singleSelectVin, 'singleSelectVin', longest.id),
    externalId: checkOptional(options.externalId, 'externalId', longest.text),
  };
  return withConsentErrors(() => buildAuthorizeUrl(input).url);
}

/** The part that Connect and revoke links share, checked. */
export function checkLink({ applicationId, origin, flags }: LinkOptions): {
  readonly applicationId: string;
  readonly origin: string | undefined;
  readonly flags: readonly string[] | undefined;
} {
  return {
    applicationId: checkFilled(applicationId, 'applicationId', longest.id),
    origin: checkOrigin(origin),
    flags: flags === undefined ? undefined : checkTexts(flags, 'flags', longest.id),
  };
}

function checkChoice<T extends string>(value: unknown, name: string, words: readonly T[]): T | undefined {
  return value === undefined ? undefined : checkOneOf(value, name, words);
}

function checkRedirectUri(value: unknown): string | undefined {
  const redirectUri = checkOptional(value, 'redirectUri', longest.address);
  const problem = redirectUri === undefined ? undefined : redirectUriProblem(redirectUri);
  if (problem !== undefined) throw new ConsentError('INVALID_VALUE', problem);
  return redirectUri;
}
