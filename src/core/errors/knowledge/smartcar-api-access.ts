import type { Source } from '../../source.ts';
import type { ApiErrorEntry } from './entry.ts';
import { teslaAppPath } from './owner-words.ts';

function page(name: string): string {
  return `https://smartcar.com/docs/errors/api-errors/${name}`;
}

const overview: Source = { url: 'https://smartcar.com/docs/api-reference/api-errors', asOf: '2026-02' };
const v3: Source = {
  url: 'https://smartcar.com/docs/api-reference/vehicles-api-intro',
  asOf: '2026-09',
  confidence: 'field-report',
};

/** Who may call, what was granted, what the plan allows, and what the car or Smartcar can do at all. */
export const accessErrors = {
  'AUTHENTICATION:null': {
    status: 401,
    resolution: null,
    cause:
      'The Authorization header is missing or malformed, or the token or secret in it is wrong or expired (an access token lives two hours).',
    who: 'developer',
    fix: 'Refresh the token and try again; check that the vehicle belongs to the user of this token.',
    docs: page('authentication-errors'),
    next: ['token-refresh', 'diagnose'],
    source: overview,
  },
  'AUTHENTICATION:UNAUTHORIZED': {
    status: 401,
    resolution: null,
    cause: 'API v3 refused the application token: missing, malformed or expired (it lives one hour).',
    who: 'developer',
    fix: 'Get a new application token with the client_… credentials.',
    docs: page('authentication-errors'),
    next: ['token-refresh', 'diagnose'],
    source: v3,
  },
  'AUTHENTICATION:ACCESS_DENIED': {
    status: 403,
    resolution: null,
    cause: 'API v3 knows the token, but the application may not reach this vehicle or this user.',
    who: 'developer',
    fix: 'Check the sc-user-id header against /connections and the application that the token belongs to.',
    docs: page('authentication-errors'),
    next: ['vehicles', 'diagnose'],
    source: v3,
  },
  'PERMISSION:null': {
    status: 403,
    resolution: 'REAUTHENTICATE',
    cause:
      "The app was not granted the permission that this request needs. With a Tesla the usual reason is a box that the owner did not tick on Tesla's screen: Smartcar grants only what was asked and ticked. Other reasons: the permission was not in the scope, the owner unticked it on Smartcar's own screen, or the make in a make-specific path is not in lower case.",
    who: 'owner',
    owner: `The app may not do this with your car yet. ${teslaAppPath} Then connect again from the app that asked you, and press Select All on Tesla's screen.`,
    fix: 'First have the owner revoke the access (the stand-alone revoke link leads through it, or the Tesla app), then run Connect again with the permission in the scope and the box ticked.',
    docs: page('permission-errors'),
    next: ['explain-scopes', 'revoke', 'authorize-required', 'diagnose'],
    note: "Tesla's consent belongs to Smartcar as a whole: what the owner ticked for another app that uses Smartcar may be too narrow for yours, and it must be revoked before more can be granted.",
    source: overview,
  },
  'BILLING:INVALID_PLAN': {
    status: 430,
    resolution: null,
    cause: "The application's plan does not include this feature.",
    who: 'developer',
    fix: 'Compare the plan in the Dashboard with what the request does.',
    docs: page('billing-errors'),
    next: ['dashboard'],
    source: overview,
  },
  'BILLING:VEHICLE_LIMIT': {
    status: 430,
    resolution: null,
    cause: 'More vehicles are connected than the plan allows.',
    who: 'developer',
    fix: 'Disconnect vehicles that are no longer used, or change the plan in the Dashboard.',
    docs: page('billing-errors'),
    next: ['vehicles', 'dashboard'],
    source: overview,
  },
  'BILLING:VEHICLE_REQUEST_LIMIT': {
    status: 430,
    resolution: null,
    cause: "This vehicle's requests for the month are used up.",
    who: 'developer',
    fix: 'Ask less often (webhooks instead of polling), or change the plan in the Dashboard.',
    docs: page('billing-errors'),
    next: ['dashboard'],
    source: overview,
  },
  'BILLING:ACCOUNT_SUSPENDED': {
    status: 430,
    resolution: null,
    cause: "The developer's Smartcar account is suspended.",
    who: 'developer',
    fix: "Settle open invoices in the Dashboard, or write to Smartcar's support.",
    docs: page('billing-errors'),
    next: ['dashboard', 'support'],
    source: overview,
  },
  'COMPATIBILITY:MAKE_NOT_COMPATIBLE': {
    status: 501,
    resolution: null,
    cause: "Smartcar does not support this make in the owner's country.",
    who: 'developer',
    owner: 'Cars of this make cannot be used with the app in your country yet.',
    fix: 'Check the country flag of the Connect URL (flags=country:DE) and the makes that Smartcar supports there.',
    docs: page('compatibility-errors'),
    next: [],
    source: overview,
  },
  'COMPATIBILITY:SMARTCAR_NOT_CAPABLE': {
    status: 501,
    resolution: null,
    cause: 'Smartcar has not built this feature for the make.',
    who: 'smartcar',
    fix: "Leave the feature out for this make, or ask Smartcar's support for its plans.",
    docs: page('compatibility-errors'),
    next: ['support'],
    source: overview,
  },
  'COMPATIBILITY:VEHICLE_NOT_CAPABLE': {
    status: 501,
    resolution: null,
    cause:
      'The car itself cannot do this, whatever was granted: a Tesla has no fuel level. A required permission is no promise that the car can do it; since 16 June 2026 Connect no longer filters cars by required permissions.',
    who: 'developer',
    owner: 'Your car does not have this feature.',
    fix: 'Leave the permission out for such cars. Connection Filters in the Dashboard restrict by powertrain which cars can connect.',
    docs: page('compatibility-errors'),
    next: ['explain-scopes', 'dashboard'],
    source: overview,
  },
  'COMPATIBILITY:PLATFORM_NOT_CAPABLE': {
    status: 501,
    resolution: 'REAUTHENTICATE',
    cause:
      'The car is still connected through an older integration of its maker (a legacy Tesla connection) that cannot do this.',
    who: 'owner',
    owner: 'The connection to your car must be renewed. Please connect again.',
    fix: 'Send the owner through Connect again; the new connection uses the current integration.',
    docs: page('compatibility-errors'),
    next: ['migration-status', 'authorize'],
    note: "Not in Smartcar's overview table; from the page of the Tesla endpoints.",
    source: overview,
  },
} as const satisfies Record<string, ApiErrorEntry>;
