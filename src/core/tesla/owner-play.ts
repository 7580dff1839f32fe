import { parseBox, type BoxId } from './boxes.ts';

/** How the owner is played. One entry a round: the second is the round after Revoke Access. */
export interface OwnerPlay {
  readonly rounds: readonly OwnerRound[];
  /** Permissions unticked on Smartcar's grant screen. */
  readonly untick: readonly string[];
  /** Leaves Connect where it asks for the virtual key. */
  readonly withoutKey?: boolean | undefined;
}

/** Rounds that have a name; any other is a list of boxes. */
export const ownerRoundNames = ['select-all', 'none', 'deny', 'deny-at-tesla'] as const;

/** What the owner does on one round through Tesla's consent screen and the grant screen. */
export type OwnerRound =
  | { readonly kind: (typeof ownerRoundNames)[number] }
  /** Tesla scope ids of the boxes to tick. */
  | { readonly kind: 'boxes'; readonly boxes: readonly BoxId[] };

/** What a text says about a round; `unknown` is the word that is no box, empty where nothing was written. */
export type OwnerRoundReading =
  | { readonly ok: true; readonly round: OwnerRound }
  | { readonly ok: false; readonly unknown: string };

/**
 * Reads one round as people write it: a name, or boxes between commas by label, alias or scope id, in any case.
 * @example parseOwnerRound('Vehicle Information, Vehicle Commands')
 */
export function parseOwnerRound(text: string): OwnerRoundReading {
  const kind = ownerRoundNames.find((name) => name === text.trim().toLowerCase());
  if (kind !== undefined) return { ok: true, round: { kind } };
  const words = text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
  const boxes: BoxId[] = [];
  for (const word of words) {
    const box = parseBox(word);
    if (box === undefined) return { ok: false, unknown: word };
    boxes.push(box);
  }
  return boxes.length === 0 ? { ok: false, unknown: '' } : { ok: true, round: { kind: 'boxes', boxes } };
}
