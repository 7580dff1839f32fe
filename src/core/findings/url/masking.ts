import { redacted } from '../../secret.ts';
import { hiddenKind, type HiddenKind } from './parameters.ts';

/** A value that is not repeated, where it stands in an address. */
export interface HiddenValue {
  readonly kind: HiddenKind;
  /** Name of its parameter, decoded. */
  readonly name: string;
  /** Decoded as often as its place is encoded. */
  readonly value: string;
  /** The parameter whose value holds it, the outermost; absent where it stands in the address itself. */
  readonly within?: string | undefined;
}

/** A text without the values that are not repeated, and what was taken out. */
export interface Masked {
  readonly text: string;
  readonly hidden: readonly HiddenValue[];
}

/** Encodings that are undone one inside the other. What is wrapped deeper is hidden as a whole. */
const deepest = 6;

/**
 * Takes codes and secrets out of an address, or out of a text that may hold one: from its query, its fragment, the
 * parameters of its path, and from addresses inside its values, encoded or not.
 */
export function mask(text: string): Masked {
  return maskAt(text, 0);
}

function maskAt(text: string, depth: number): Masked {
  if (depth > deepest) return { text: redacted, hidden: [] };
  return joined(text.split(/([&#])/).map((pair) => maskPair(pair, depth)));
}

/** What stands between two `&`: a hidden value goes on up to the next, whatever else is in it. */
function maskPair(pair: string, depth: number): Masked {
  const parts = pair.split(/([?;=])/);
  const first = parts.findIndex((part, index) => parts[index + 1] === '=' && hiddenKind(nameIn(part)) !== undefined);
  const before = first === -1 ? parts : parts.slice(0, first);
  const masked = before.map((part, index) => {
    const name = parts[index - 1] === '=' ? parts[index - 2] : undefined;
    return maskInside(part, name, depth);
  });
  return joined(first === -1 ? masked : [...masked, takeOut(parts.slice(first))]);
}

/** @returns the name at the end of a text: before it may stand an address, and behind it the brackets of a list */
function nameIn(text: string): string {
  const words = decoded(text).split(/[^\w.-]+/);
  return words.findLast((word) => word !== '') ?? '';
}

function takeOut([written = '', equals = '', ...rest]: readonly string[]): Masked {
  const name = nameIn(written);
  const kind = hiddenKind(name);
  const value = decoded(rest.join(''));
  return {
    text: `${written}${equals}${value === '' ? '' : redacted}`,
    hidden: kind === undefined ? [] : [{ kind, name, value }],
  };
}

/** An address that is encoded in a value is read like the one around it. */
function maskInside(text: string, name: string | undefined, depth: number): Masked {
  const inner = decoded(text);
  if (inner === text) return { text, hidden: [] };
  const masked = maskAt(inner, depth + 1);
  const within = name === undefined ? undefined : decoded(name);
  return {
    text: masked.text === inner ? text : encoded(masked.text),
    hidden: within === undefined ? masked.hidden : masked.hidden.map((one) => ({ ...one, within })),
  };
}

function joined(parts: readonly Masked[]): Masked {
  return { text: parts.map(({ text }) => text).join(''), hidden: parts.flatMap(({ hidden }) => hidden) };
}

function decoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    // One broken escape must not keep the others from being read.
    return text.replace(/%[0-7][0-9a-f]/gi, (escape) => decodeURIComponent(escape));
  }
}

/** Encodes again what would be read as a part of the address around it. */
function encoded(text: string): string {
  return text.replace(/[\s\p{Cc}"#%&'+;<=>?]/gu, (character) => encodeURIComponent(character));
}
