import type { Provider } from '../provider.ts';
import { smartcarEditions } from './editions.ts';
import { smartcarPermissions } from './permissions.ts';
import { smartcarVirtualKey } from './virtual-key.ts';

/** Smartcar Connect. */
export const smartcar: Provider = {
  id: 'smartcar',
  name: 'Smartcar',
  about: "Smartcar Connect reaches Tesla through Tesla's Fleet API and puts a grant screen of its own behind Tesla's.",
  permissions: smartcarPermissions,
  editions: smartcarEditions,
  minimum: 'vehicle_device_data',
  hasGrantScreen: true,
  hasRequiredPrefix: true,
  virtualKeyDomain: 'smartcar.com',
  virtualKey: smartcarVirtualKey,
  missingKeyError: 'CONNECTED_SERVICES_ACCOUNT:VIRTUAL_KEY_REQUIRED',
  loss: 'permission-null',
  notes: [],
  links: [
    {
      url: 'https://smartcar.com/docs/help/oem-integrations/tesla/developers',
      title: "Smartcar's page on Tesla permissions",
    },
  ],
};
