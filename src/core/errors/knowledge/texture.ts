import type { Source } from '../../source.ts';
import type { PhraseEntry } from './entry.ts';

const tesla: Source = { url: 'https://docs.texturehq.com/integrations/manufacturers/tesla', asOf: '2026-01-22' };
const connect: Source = { url: 'https://docs.texturehq.com/integrations/texture-connect', asOf: '2026-01-22' };

/** Strings that Texture hands on. */
export const textureErrors = {
  public_key_not_paired: {
    phrases: ['your public key has not been paired with the vehicle'],
    cause:
      "The car takes signed commands only, and Texture's virtual key is not on it. Texture shows this as the reason of a command whose status is queried; Tesla's own command proxy answers with the same words.",
    who: 'owner',
    owner:
      'Open the Tesla app, select the car, then open https://www.tesla.com/_ak/cdn.texturehq.com on your phone (or scan its QR code) and approve the key. Each car needs it once.',
    isOwnerSentOnlyIfNamed: true,
    fix: 'Send the owner the link for each car, then send the command again.',
    docs: tesla.url,
    next: ['virtual-key-show-texture'],
    source: tesla,
  },
  device_disconnected: {
    phrases: ['device.disconnected'],
    cause:
      'Texture lost its access to the device: the owner removed it at Tesla, or took away a box that Texture needs.',
    who: 'owner',
    owner: 'The app lost access to your Tesla. Connect again and press Select All on the Tesla screen.',
    fix: "Let the owner update Texture's access at Tesla, or remove it; after either, Connect must be run again.",
    docs: connect.url,
    next: ['revoke-texture', 'authorize-texture'],
    note: 'Texture names the event; the causes are inferred.',
    source: { ...connect, confidence: 'inferred' },
  },
  command_failed: {
    phrases: ['command.failed'],
    cause: 'A command to a device failed; the event carries the reason in error.message.',
    who: 'developer',
    fix: 'Explain the text of error.message: it usually is the answer of the car maker.',
    docs: connect.url,
    next: ['virtual-key-show-texture'],
    source: connect,
  },
  popup_blocked: {
    phrases: ['popup-blocked'],
    cause: "The browser did not let Texture's Connect window open.",
    who: 'owner',
    owner: 'Allow pop-ups for this page, then try again.',
    fix: 'Open Connect directly in the click of the owner, or use the redirect form instead of a pop-up.',
    docs: connect.url,
    next: ['authorize-texture'],
    source: connect,
  },
  popup_closed: {
    phrases: ['popup-closed'],
    cause: "The owner closed Texture's Connect window before the end.",
    who: 'owner',
    owner: 'The connection was not finished. You can start it again at any time.',
    fix: 'Offer to connect again.',
    docs: connect.url,
    next: ['authorize-texture'],
    source: connect,
  },
} as const satisfies Record<string, PhraseEntry>;
