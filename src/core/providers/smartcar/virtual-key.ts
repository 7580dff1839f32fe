import type { ProviderKeyInfo } from '../../tesla/virtual-key.ts';

/** Smartcar's virtual key: pages of 2023-12 and 2026-02. */
export const smartcarVirtualKey: ProviderKeyInfo = {
  order: 'phone-key-first',
  ownDomain:
    'A domain of your own needs the Enterprise plan of Smartcar. Serve the public key that your account manager at ' +
    'Smartcar gave you, unchanged. Newer pages of Smartcar name a subdomain of app.car instead, so ask which of the ' +
    'two your plan gets.',
  handedOver: [
    {
      name: 'virtual_key_url',
      where: 'parameter of the redirect, beside the code; it breaks no HTTP client and no older SDK',
    },
    { name: 'virtualKeyUrl', where: 'argument of onComplete in the JavaScript SDK; update to its latest version' },
    {
      name: 'getVirtualKeyUrl()',
      where: 'method of SmartcarResponse in the Android SDK; update to its latest version',
    },
  ],
};
