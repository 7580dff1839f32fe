import { CliError } from '../core/errors/cli-error.ts';
import { boxSpellings, parseBox, type BoxId } from '../core/tesla/boxes.ts';
import { didYouMean } from './nearest.ts';

/**
 * Reads a comma separated list of Tesla boxes: labels, aliases or scope ids in any case.
 * `none` and an empty text mean that nothing is ticked.
 * @throws CliError UNKNOWN_BOX
 */
export function parseBoxes(text: string): readonly BoxId[] {
  const words = text.split(',').map((word) => word.trim());
  if (words.every((word) => word === '') || text.trim().toLowerCase() === 'none') return [];
  return words.map((word) => {
    const box = parseBox(word);
    if (box !== undefined) return box;
    throw new CliError(
      'UNKNOWN_BOX',
      `Tesla's consent screen has no box "${word}".${didYouMean(word, boxSpellings())}`,
      {
        hint: `The boxes: ${boxSpellings()
          .filter((name) => !name.includes('_'))
          .join(', ')}. Separate several with commas.`,
      },
    );
  });
}
