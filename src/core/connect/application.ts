import { CliError } from '../errors/cli-error.ts';

/** Smartcar Connect's own origin. */
export const connectOrigin = 'https://connect.smartcar.com';

/** How the application names itself on a Connect URL: the current parameter or its older alias, never both. */
export type ApplicationIdentity =
  | { readonly applicationId: string; readonly clientId?: never }
  | { readonly clientId: string; readonly applicationId?: never };

/** @returns true for an API credential of the token endpoint, which Connect does not know. */
export function isApiClientId(id: string): boolean {
  return /^client_/i.test(id.trim());
}

/**
 * The identity as a query parameter.
 * @throws CliError API_CLIENT_ID for a `client_…` value, INVALID_VALUE for an empty one or for two ids
 */
export function identityParameter(identity: {
  applicationId?: string | undefined;
  clientId?: string | undefined;
}): [string, string] {
  const { applicationId, clientId } = identity;
  if (applicationId !== undefined && clientId !== undefined) {
    throw new CliError(
      'INVALID_VALUE',
      `A Connect URL carries one id, not both "${applicationId}" and "${clientId}".`,
      {
        hint: 'Keep the application id and leave the client id out.',
      },
    );
  }
  const [name, value] = applicationId === undefined ? ['client_id', clientId] : ['application_id', applicationId];
  return [name ?? 'client_id', checkIdentity(value ?? '')];
}

function checkIdentity(id: string): string {
  if (id.trim() === '') {
    throw new CliError('INVALID_VALUE', 'The application id is empty.', {
      hint: 'It is the UUID on the credentials page of the Smartcar Dashboard.',
    });
  }
  if (isApiClientId(id)) {
    throw new CliError(
      'API_CLIENT_ID',
      `"${id}" is an API credential; Connect answers it with "400: Invalid parameter client_id".`,
      {
        hint: 'Pass the application id, a UUID, as --application-id (SMARTCAR_APPLICATION_ID). The client_… value is the API client id, --api-client-id (SMARTCAR_API_CLIENT_ID), and belongs to the token endpoint of API v3 alone.',
      },
    );
  }
  return id.trim();
}
