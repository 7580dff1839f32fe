import type { Source } from '../../source.ts';
import type { ApiErrorEntry } from './entry.ts';

const docs = 'https://smartcar.com/docs/errors/api-errors/connected-services-account-errors';
const source: Source = { url: docs, asOf: '2026-02' };
const keyPage = 'https://smartcar.com/docs/help/oem-integrations/tesla/virtual-key-tesla';

/** `CONNECTED_SERVICES_ACCOUNT`: the owner's account at the car maker. */
export const accountErrors = {
  'CONNECTED_SERVICES_ACCOUNT:PERMISSION': {
    status: 400,
    resolution: 'REAUTHENTICATE',
    cause:
      "The owner removed Smartcar's access at the car maker (at Tesla: Third-Party Apps), so the whole connection is dead.",
    who: 'owner',
    owner:
      'The app lost its access to your car. Connect again and, on the Tesla screen, press Select All before Allow.',
    fix: 'Send the owner through Connect again. Nothing that you can call brings the access back.',
    docs: `${docs}#permission`,
    next: ['authorize', 'diagnose'],
    source,
  },
  'CONNECTED_SERVICES_ACCOUNT:VIRTUAL_KEY_REQUIRED': {
    status: 400,
    resolution: 'ACTION_REQUIRED',
    cause:
      "The car takes commands only with a virtual key, and Smartcar's key is not on it. Since January 2024 this concerns commands such as lock, unlock and charge control on every Model 3, Model Y and Cybertruck and on Model S and X of 2021 and later; a streaming-capable car without a key answers one read per 8 hours.",
    who: 'owner',
    owner:
      'On the phone that is a key of your car, with the Tesla app of the owner account, open https://www.tesla.com/_ak/smartcar.com and approve the key. You need not be near the car. Each car needs it once.',
    fix: 'Show the owner the link (or resolution.url of the error) for each car, after Connect; drivers cannot add the key. Then send the command again.',
    docs: keyPage,
    next: ['virtual-key-show', 'diagnose'],
    note: "The resolution on this error is known from one copy of Smartcar's pages: unconfirmed on the wire. From 2025-01-21 reads were blocked too; later pages soften that to one read per 8 hours.",
    source: { url: keyPage, asOf: '2026-02' },
  },
  'CONNECTED_SERVICES_ACCOUNT:AUTHENTICATION_FAILED': {
    status: 400,
    resolution: 'REAUTHENTICATE',
    cause: "Smartcar can no longer sign in to the owner's account: usually the password was changed.",
    who: 'owner',
    owner: 'The app can no longer reach your car because your car account changed. Please connect again.',
    fix: 'Open resolution.url of the error for the owner, with your redirect_uri and a state added, or run Connect again.',
    docs: `${docs}#authentication-failed`,
    next: ['authorize', 'diagnose'],
    source,
  },
  'CONNECTED_SERVICES_ACCOUNT:ACCOUNT_ISSUE': {
    status: 400,
    resolution: null,
    cause:
      "Something in the owner's account waits to be done, such as new terms to accept. With simulated cars: no simulation is running.",
    who: 'owner',
    owner: "Open your car maker's app and finish what it asks for.",
    fix: "Ask the owner to open the maker's app. With a simulated car, start its simulation in the Dashboard.",
    docs: `${docs}#account-issue`,
    next: [],
    source,
  },
  'CONNECTED_SERVICES_ACCOUNT:NO_VEHICLES': {
    status: 400,
    resolution: null,
    cause: "There is no car on the owner's account any more.",
    who: 'owner',
    owner: 'There is no car on your account. Add the car to the account, then connect again.',
    fix: 'Ask the owner to add the car, then run Connect again.',
    docs: `${docs}#no-vehicles`,
    next: ['authorize'],
    source,
  },
  'CONNECTED_SERVICES_ACCOUNT:SUBSCRIPTION': {
    status: 400,
    resolution: null,
    cause: "The car's connected-services subscription is inactive.",
    who: 'owner',
    owner: "Renew connected services in your car maker's app.",
    fix: 'Ask the owner to renew the subscription; the connection then works again.',
    docs: `${docs}#subscription`,
    next: ['diagnose'],
    source,
  },
  'CONNECTED_SERVICES_ACCOUNT:VEHICLE_MISSING': {
    status: 400,
    resolution: null,
    cause:
      "The car is no longer on the owner's account: sold, removed, or the driver's access ended. Asked for the virtual key of a Tesla, it means that a driver's account (not the owner's) is connected.",
    who: 'owner',
    owner: 'Your car is no longer on the account that you connected. Add it again, or connect the account that has it.',
    fix: 'Ask the owner to add the car again, or remove the connection. For the key status, connect the owner account.',
    docs: `${docs}#vehicle-missing`,
    next: ['vehicles', 'diagnose'],
    source,
  },
} as const satisfies Record<string, ApiErrorEntry>;
