import { CliError } from '../errors/cli-error.ts';

/** Smartcar Connect's own origin. */
export const connectOrigin = 'https://connect.smartcar.com';

/** How the application names itself on a Connect URL: the current parameter or its older alias, never both. */
export type ApplicationIdentity =
  | { readonly applicationId: string; readonly clientId?: never }
  | { readonly clientId: string; readonly applicationId?: never };

/** @returns true for an API credential of the token endpoint, which Connect does not know. */
export function isApiClientId(id: string): boolean {
  return id.trim().toLowerCase().startsWith('client_');
}

/** Ids are opaque; this is what a query, a header and a file name can carry. */
const idForm = /^[\w.:-]{1,200}$/;

const whereIdsStand =
  'It is the UUID on the credentials page (Configuration) of your application in the Smartcar Dashboard, without quotes.';

/**
 * The one rule for an id that goes on a Connect URL, under either name and from wherever it comes.
 * @returns the id without blanks around it
 * @throws CliError API_CLIENT_ID for a `client_…` value, INVALID_VALUE for an empty one and for what can be no id
 */
export function checkApplicationId(text: string): string {
  const id = text.trim();
  if (id === '') throw new CliError('INVALID_VALUE', 'The application id is empty.', { hint: whereIdsStand });
  if (isApiClientId(id)) {
    throw new CliError('API_CLIENT_ID', `"${id}" is an API client id; Connect takes the application id, a UUID.`, {
      hint: 'Pass the UUID of the page Configuration of the Smartcar Dashboard as --application-id (SMARTCAR_APPLICATION_ID). The client_… value is the API client id, --api-client-id (SMARTCAR_API_CLIENT_ID), and is only for the token endpoint of API v3.',
    });
  }
  if (idForm.test(id)) return id;
  throw new CliError('INVALID_VALUE', `"${id}" cannot be an application id.`, { hint: whereIdsStand });
}

/**
 * The one rule for the id of an API client.
 * @returns the id without blanks around it
 * @throws CliError INVALID_VALUE
 */
export function checkApiClientId(text: string): string {
  const id = text.trim();
  if (isApiClientId(id) && idForm.test(id)) return id;
  throw new CliError('INVALID_VALUE', `"${id}" is not an API client id; those begin with "client_".`, {
    hint: 'It is in the Smartcar Dashboard under API Credentials. A UUID is the application id: --application-id (SMARTCAR_APPLICATION_ID).',
  });
}

/**
 * The identity as a query parameter.
 * @throws CliError as `checkApplicationId`; INVALID_VALUE for two ids
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
        hint: 'Keep the application id and leave out the client id.',
      },
    );
  }
  const [name, value] = applicationId === undefined ? ['client_id', clientId] : ['application_id', applicationId];
  return [name ?? 'client_id', checkApplicationId(value ?? '')];
}
