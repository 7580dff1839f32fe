import type { Source } from '../../../source.ts';

/** Tesla's table of response codes. */
export const responsePage = 'https://developer.tesla.com/docs/fleet-api/getting-started/conventions';
export const keyPage = 'https://developer.tesla.com/docs/fleet-api/virtual-keys/overview';
export const tokenPage = 'https://developer.tesla.com/docs/fleet-api/authentication/third-party-tokens';
export const registerPage = 'https://developer.tesla.com/docs/fleet-api/endpoints/partner-endpoints';
export const telemetryPage = 'https://developer.tesla.com/docs/fleet-api/fleet-telemetry';
export const billingPage = 'https://developer.tesla.com/docs/fleet-api/billing-and-limits';
export const commandRepository = 'https://github.com/teslamotors/vehicle-command';

/** Tesla's table of response codes, and the sentences that clients print in their place. */
export const published: Source = { url: responsePage, asOf: '2026-08' };
/** Tesla's own Go code for signed commands. */
export const commandCode: Source = { url: commandRepository, asOf: '2026-07-22' };

/** @returns the source of a row that people report and Tesla does not publish. */
export function report(url: string, asOf: string): Source {
  return { url, asOf, confidence: 'field-report' };
}

/** For an app with a key of its own: the key behind a provider has the provider's link. */
export const ownerAddsKey =
  'Open the virtual key link that the app gave you on the phone that is a key of the car, and approve it in the Tesla app. Each car needs it once.';
