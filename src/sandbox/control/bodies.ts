import { looseObject, minValue, number, optional, pipe } from 'valibot';
import { parseBox } from '../../core/tesla/boxes.ts';
import { ownerRoundNames, parseOwnerRound } from '../../core/tesla/owner-play.ts';
import {
  anyText,
  flawed,
  list,
  object,
  oneOf,
  text,
  textTable,
  textThat,
  truth,
  whole,
  within,
} from '../state/schema.ts';
import {
  counts,
  flawOfBilling,
  flawOfErrorName,
  flawOfHeaders,
  flawOfVin,
  longestDelay,
  modelYears,
  statuses,
} from '../state/values.ts';

// The bodies that the operations of the control API take; docs/sandbox-openapi.yaml describes each.

const seconds = within({ from: 0, to: longestDelay });

const box = textThat(flawOfBox);

function flawOfBox(name: string): string | undefined {
  return parseBox(name) === undefined ? `"${name}" is not a box of Tesla's consent screen` : undefined;
}

/** A text that is looked at unless it is empty, which ends what the field stands for. */
function emptyOr(flawOf: (value: string) => string | undefined) {
  return pipe(
    anyText,
    flawed((value) => (value === '' ? undefined : flawOf(value))),
  );
}

export const resetBody = object(() => ({ scenario: optional(anyText) }));

const backwards = 'must be a number from 0 up: the clock does not run backwards';

export const clockBody = object(() => ({ seconds: pipe(number(backwards), minValue(0, backwards)) }));

/** What an application is registered with, here and in the library. */
export const registrationFields = () => ({
  name: optional(anyText),
  applicationId: optional(anyText),
  clientSecret: optional(anyText),
  apiClientId: optional(anyText),
  apiClientSecret: optional(anyText),
  managementToken: optional(anyText),
  webhookId: optional(anyText),
  webhookCallbackUri: optional(anyText),
  errorCallbackUri: optional(anyText),
  redirectUris: optional(list(anyText)),
  vehicleAccess: optional(anyText),
  unlistedPermissions: optional(anyText),
  virtualKeyDomain: optional(anyText),
});

export const applicationBody = object(() => ({
  ...registrationFields(),
  addRedirectUris: optional(list(anyText)),
  provider: optional(oneOf(['smartcar', 'texture'])),
  rateLimited: optional(truth),
  billing: optional(emptyOr(flawOfBilling)),
}));

export const accountBody = object(() => ({
  make: optional(anyText),
  username: textThat((name) => (name.trim() === '' ? 'is blank' : undefined)),
  userId: optional(anyText),
}));

export const accountChange = object(() => ({
  phoneKey: optional(truth),
  subscription: optional(oneOf(['active', 'inactive'])),
  compatible: optional(truth),
  problem: optional(emptyOr(flawOfErrorName)),
  pageDelaySeconds: optional(seconds),
}));

export const carBody = object(() => ({
  vehicleId: optional(anyText),
  model: optional(text, 'Model 3'),
  year: optional(whole(modelYears), 2024),
  vin: optional(textThat(flawOfVin)),
  role: optional(oneOf(['owner', 'driver']), 'owner'),
  powertrain: optional(oneOf(['BEV', 'PHEV', 'ICE']), 'BEV'),
}));

export const consentBody = object(() => ({
  /** The word `all`, or boxes. */
  boxes: optional(list(textThat((name) => (name === 'all' ? undefined : flawOfBox(name))))),
  tick: optional(list(box)),
  untick: optional(list(box)),
}));

export const faultBody = object(() => ({
  method: optional(anyText),
  path: optional(
    textThat((path) => (path.startsWith('/') ? undefined : 'begins with a slash, such as /v2.0/vehicles/*/odometer')),
  ),
  vehicleId: optional(anyText),
  applicationId: optional(anyText),
  times: optional(whole(counts)),
  nth: optional(whole(counts)),
  rate: optional(within({ from: 0, to: 1 })),
  seed: optional(whole({ from: 0, to: Number.MAX_SAFE_INTEGER })),
  cutAfterBytes: optional(whole({ from: 0, to: Number.MAX_SAFE_INTEGER })),
  delaySeconds: optional(seconds),
  longRunningSeconds: optional(seconds),
  error: optional(anyText),
  status: optional(whole(statuses)),
  body: optional(anyText),
  headers: optional(pipe(textTable, flawed(flawOfHeaders))),
}));

const play = () => ({
  rounds: optional(list(textThat(flawOfRound)), ['select-all']),
  untick: optional(list(anyText), []),
  withoutKey: optional(truth),
});

export const ownerBody = object(play);

export const playBody = object(() => ({ url: text, ...play() }));

export const verifyBody = object(() => ({
  url: text,
  version: optional(oneOf(['4.0', '2.0']), '4.0'),
  challenge: optional(anyText),
}));

export const deliverBody = object(() => ({
  url: text,
  event: optional(looseObject({}, 'must be an object')),
  vehicleId: optional(text),
}));

/** What is wrong with a round, as the end of a sentence. */
export function flawOfRound(round: string): string | undefined {
  const reading = parseOwnerRound(round);
  return reading.ok ? undefined : `"${reading.unknown}" is neither a box nor one of ${ownerRoundNames.join(', ')}`;
}
