import type { ConnectFailure } from './session.ts';
import { ownValue } from '../../core/text/keys.ts';

/**
 * Errors with which Connect leads back to the application, by name. Source: smartcar.com/docs/errors/connect-errors
 * (2026-02); `user_cancelled` is known from the iOS SDK alone, `no_compatible_vehicles` from an older page. The
 * descriptions are in our words where the documents show none.
 */
const connectFailures: Readonly<Record<string, Omit<ConnectFailure, 'error'>>> = {
  access_denied: { description: 'User denied access to application.' },
  vehicle_incompatible: { description: "The user's vehicle is not compatible." },
  invalid_subscription: { description: 'The connected services subscription of this vehicle is not active.' },
  no_vehicles: { description: 'No vehicles were found in this account.' },
  no_compatible_vehicles: { description: 'No vehicle of this account can do what the application requires.' },
  configuration_error: {
    description: 'The flow could not go on because of how it was set up.',
    extra: { status_code: '400', error_message: 'Ordered by a fault of the sandbox' },
  },
  server_error: { description: 'Something went wrong on the side of Connect.' },
  user_manually_returned_to_application: { description: 'The user returned to the application before the end.' },
  user_cancelled: { description: 'The user left before the end.' },
};

/** @returns the redirect error of that name; names that nobody documents are sent as they are, for clients must stand them. */
export function connectFailure(name: string): ConnectFailure {
  const error = name.toLowerCase();
  const known = Object.hasOwn(connectFailures, error) ? ownValue(connectFailures, error) : undefined;
  return { error, ...(known ?? { description: 'An error that was ordered.' }) };
}

const tokenErrors: Readonly<Record<OAuthErrorCode | 'server_error' | 'temporarily_unavailable', number>> = {
  invalid_request: 400,
  invalid_client: 401,
  invalid_grant: 400,
  unauthorized_client: 400,
  unsupported_grant_type: 400,
  server_error: 500,
  temporarily_unavailable: 503,
};

/** @returns the OAuth error of that name with its status; what is none of RFC 6749 passes as a 400. */
export function tokenError(name: string): { readonly error: string; readonly status: number } {
  const error = name.toLowerCase();
  return { error, status: Object.hasOwn(tokenErrors, error) ? tokenErrors[error as keyof typeof tokenErrors] : 400 };
}

/** @returns the path at which an error of this name comes up, where it can be only one; Connect's `server_error` is meant before the token endpoint's. */
export function usualPath(name: string): string | undefined {
  const error = name.toLowerCase();
  if (Object.hasOwn(connectFailures, error)) return '/oauth/authorize';
  return Object.hasOwn(tokenErrors, error) ? '/oauth/token' : undefined;
}

/** Errors of RFC 6749 §5.2 that the token endpoints answer. */
export type OAuthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'unauthorized_client'
  | 'unsupported_grant_type';
