import { isUuid } from '../../core/text/uuid.ts';
import type { Profile } from '../../io/stores.ts';

/** Connect shows an error page for any other id, without a redirect: better to know it now. */
export function idWarnings({ provider, applicationId, clientId }: Profile): readonly string[] {
  if (provider === 'texture') return [];
  const ids = [applicationId, clientId].filter((id) => id !== undefined);
  return ids
    .filter((id) => !isUuid(id))
    .map((id) => `The id "${id}" is not a UUID. Connect takes the application id of the Smartcar Dashboard, a UUID.`);
}
