import { CliError } from '../core/errors/cli-error.ts';
import type { MappingEdition } from '../core/providers/provider.ts';
import { boxSpellings, parseBox, teslaBoxes, type BoxId } from '../core/tesla/boxes.ts';
import { didYouMean } from './nearest.ts';

/**
 * Reads a comma separated list of Tesla boxes: labels, aliases or scope ids in any case.
 * `none` and an empty text mean that nothing is ticked.
 * @throws CliError UNKNOWN_BOX
 */
export function parseBoxes(text: string): readonly BoxId[] {
  if (text.trim().toLowerCase() === 'none') return [];
  const words = text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
  return words.map((word) => {
    const box = parseBox(word);
    if (box !== undefined) return box;
    throw unknownBox(word);
  });
}

/** @returns the error of a word that is no box */
export function unknownBox(word: string): CliError {
  return new CliError(
    'UNKNOWN_BOX',
    `Tesla's consent screen has no box "${word}".${didYouMean(word, boxSpellings())}`,
    {
      hint: `The boxes: ${boxSpellings()
        .filter((name) => !name.includes('_'))
        .join(', ')}. Separate several with commas.`,
    },
  );
}

/** @returns what to know about named boxes that the consent screen of this edition does not show */
export function absentBoxes(edition: MappingEdition, boxes: readonly BoxId[]): readonly string[] {
  return boxes
    .filter((box) => !edition.asks.includes(box))
    .map(
      (box) => `The consent screen of edition ${edition.id} has no box "${teslaBoxes[box].label}": it has no effect.`,
    );
}
