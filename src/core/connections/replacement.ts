import type { MigrationReplacement } from './documents.ts';

/** What replaces v2 and its Migration Status, worded as carefully as the sources are sure. */
export const migrationReplacement: MigrationReplacement = {
  endsAbout: '2026-12-01',
  note: "API v2 and its make-specific endpoints are about to end: Smartcar's Ruby SDK gives 2026-12-01 for its last patches, the documentation says Q4 2026; the exact day is unconfirmed.",
  instead: [
    'API v3 has no endpoint in the place of Migration Status: a car that Connect connected anew is migrated.',
    'The virtual key: signal connectivitystatus-isdigitalkeypaired.',
    "Tesla's own scopes and role: signals vehicleuseraccount-permissions and vehicleuseraccount-role.",
  ],
};

/** What to do on the way from v2 to v3, in order. */
export const migrationSteps: readonly string[] = [
  'Store the user_id of every user beside your own record of that user; v3 takes it in the sc-user-id header.',
  'Get API credentials (an id that begins with client_, and its secret) in the Smartcar Dashboard.',
  'Ask https://iam.smartcar.com/oauth2/token for one token for the whole application; it lives one hour and has no refresh token.',
  'Send that token and sc-user-id to https://vehicle.api.smartcar.com/v3 in the place of user tokens. Owners need not go through Connect again.',
  'Pass external_id on new Connect links, so that the redirect and /connections name your own id.',
];
