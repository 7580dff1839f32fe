import type { FindingInfo } from '../info.ts';

/** Everything that can be found on a live connection. Kinds are public contract: add, never rename. */
export const connectionFindings = {
  'box-missing': {
    severity: 'error',
    title: 'A Tesla box needed by the requested permissions is not ticked.',
    why: "Tesla's consent screen ticks nothing beforehand, so a box that the owner skipped is simply missing, and every permission behind it comes back as PERMISSION:NULL.",
    who: 'owner',
    fix: 'Give the owner the revoke link: it leads through revoking at Tesla to the consent screen, where Select All is the safest choice.',
  },
  'permission-unticked': {
    severity: 'error',
    title: "A permission was requested but not granted, although Tesla's box for it is ticked.",
    why: "Smartcar shows a screen of its own behind Tesla's, where an owner can untick whatever is optional.",
    who: 'owner',
    fix: "The owner unticked it on Smartcar's own screen, or the last Connect did not ask for it. Explain what it is for and run Connect again; required: locks it.",
  },
  'permission-missing': {
    severity: 'error',
    title: 'A permission was requested but not granted.',
    who: 'owner',
    fix: 'Run Connect again with the permission in the scope.',
  },
  'nothing-granted': {
    severity: 'error',
    title: 'The connection is listed, but nothing is granted any longer.',
    why: 'A connection outlives its grant: Smartcar keeps listing it after access has ended at Tesla.',
    who: 'owner',
    fix: 'Usually, the owner removed access at Tesla. Send the owner through Connect again.',
  },
  'consent-narrowed': {
    severity: 'error',
    title: 'A granted permission lost the Tesla box behind it.',
    why: 'Owners can change the boxes in the Tesla app at any time; Smartcar keeps listing the permission, but its reads fail.',
    who: 'owner',
    fix: 'The owner unticked the box at Tesla after connecting. Give the owner the revoke link, or have the owner tick it again in the Tesla app.',
  },
  'asked-unknown': {
    severity: 'info',
    title: 'It is not known what was asked for, so nothing can be compared.',
    who: 'developer',
    fix: 'Pass --scope with the permissions that your app asks for.',
  },
  'boxes-unticked': {
    severity: 'info',
    title: 'Some Tesla boxes are not ticked.',
    who: 'owner',
    fix: 'Nothing to do unless your app needs a permission behind them.',
  },
  'boxes-unknown': {
    severity: 'info',
    title: "Tesla's own record of the ticked boxes could not be read.",
    who: 'developer',
    fix: 'The findings about boxes are inferred from what Smartcar granted.',
  },
  // A warning, as in the verdict of authorize: the consent is whole, and reads work.
  'virtual-key-missing': {
    severity: 'warning',
    title: 'The virtual key is not on the car, and commands to it fail until it is.',
    why: 'Since January 2024 Tesla accepts commands to these cars only if they are signed with a key that the owner has added to the car; without it they fail with CONNECTED_SERVICES_ACCOUNT:VIRTUAL_KEY_REQUIRED.',
    who: 'owner',
    fix: "Send the owner the key link; the key is approved in the Tesla app, with the owner's account, for each car.",
  },
  'virtual-key-missing-reads': {
    severity: 'warning',
    title: 'The virtual key is not on the car: reads of a streaming-capable car drop to one per 8 hours.',
    who: 'owner',
    fix: 'Send the owner the key link if the app reads more often.',
  },
  'virtual-key-unknown': {
    severity: 'info',
    title: 'Whether the virtual key is on the car could not be read.',
    who: 'developer',
    fix: 'Send a harmless command, or ask the owner to look at Controls > Locks on the car screen.',
  },
  'driver-account': {
    severity: 'info',
    title: "The connected Tesla account is a driver's, not the owner's.",
    why: "A driver profile reaches the car but does not own it, and the owner's account is the reliable way to add a key.",
    who: 'owner',
    fix: "Reads work. The virtual key must be added with the owner's account; after that, the driver's commands work too.",
  },
  'migration-needed': {
    severity: 'error',
    title: "The car is still connected through Tesla's old integration.",
    why: 'Tesla replaced the integration that older connections use, and only the owner can consent to the new one.',
    who: 'owner',
    fix: 'Send the owner through Connect again.',
  },
  'access-revoked': {
    severity: 'critical',
    title: "The owner removed Smartcar's access at the car maker.",
    who: 'owner',
    fix: 'Send the owner through Connect again.',
  },
  'vehicle-missing': {
    severity: 'error',
    title: "The car is no longer on the owner's account.",
    who: 'owner',
    fix: 'Ask the owner to add the car again, or disconnect it.',
  },
  'account-trouble': {
    severity: 'error',
    title: "Something is wrong with the owner's account at the car maker.",
    who: 'owner',
    fix: 'See the evidence.',
  },
  'permission-null': {
    severity: 'error',
    title: 'A read was refused with PERMISSION:NULL.',
    why: 'The app asked for data behind a permission that the connection does not have, most often because its Tesla box was not ticked.',
    who: 'owner',
    fix: 'Give the owner the revoke link, then run Connect again.',
  },
  'no-vehicles': {
    severity: 'error',
    title: 'The grant does not reach any vehicle.',
    who: 'owner',
    fix: 'The owner disconnected the last vehicle, or there is none on the account. Run Connect again.',
  },
  'token-refused': {
    severity: 'error',
    title: 'The token or the credentials were refused.',
    who: 'developer',
    fix: 'Refresh the token; if the refresh token is dead, run Connect again.',
  },
  'token-expired': {
    severity: 'error',
    title: 'The refresh token has expired.',
    why: 'A refresh token dies 60 days after it was issued, or one minute after it was used.',
    who: 'owner',
    fix: 'Run Connect again; there is no other way to get a new pair.',
  },
  'token-expiring': {
    severity: 'warning',
    title: 'The refresh token expires within a week.',
    who: 'developer',
    fix: 'Refresh the token now and keep the new pair.',
  },
  'plan-limit': {
    severity: 'error',
    title: "A limit of the application's plan has been reached.",
    who: 'developer',
    fix: 'Look at the plan in the Dashboard.',
  },
  'rate-limited': {
    severity: 'error',
    title: 'Too many requests: Smartcar or the car maker asks you to wait.',
    who: 'developer',
    fix: 'Wait and ask less often.',
  },
  'not-capable': {
    severity: 'warning',
    title: 'The car, its maker or Smartcar cannot do what was asked.',
    who: 'developer',
    fix: 'Leave the permission out for such cars.',
  },
  'vehicle-state': {
    severity: 'warning',
    title: "The car's current state does not allow the read.",
    who: 'owner',
    fix: 'Try again later.',
  },
  'provider-trouble': {
    severity: 'error',
    title: 'Smartcar or the car maker had trouble answering.',
    who: 'smartcar',
    fix: 'Try again later; if it persists, send the request id to support.',
  },
  'api-error': {
    severity: 'error',
    title: 'A read failed.',
    who: 'developer',
    fix: 'See the evidence.',
  },
  'v2-ends': {
    severity: 'warning',
    title: 'The connection uses API v2, which Smartcar is about to switch off.',
    who: 'developer',
    fix: "Store each user's id for v3 and move to application tokens. Smartcar's Ruby SDK gives 2026-12-01 for its last patches, the documentation says Q4 2026; the exact day is unconfirmed.",
  },
} as const satisfies Record<string, FindingInfo>;

/** A kind of this table. */
export type ConnectionFindingKind = keyof typeof connectionFindings;
