import { anyNames, anyOne, anyRun, type IgnorePattern, type Segment, type Token } from './ignore-pattern.ts';

/** A path that may be ignored. */
export interface IgnoredPath {
  /** From the directory of the .gitignore on. */
  readonly names: readonly string[];
  readonly isDirectory: boolean;
}

/** Counts down the steps that the patterns of a file may still take for a path. */
export interface Steps {
  left: number;
}

/**
 * Whether a pattern fits a path. The steps are at most the length of the pattern times that of the path: behind a star
 * that was left no earlier one is tried again.
 */
export function fitsPath(pattern: IgnorePattern, { names, isDirectory }: IgnoredPath, steps: Steps): boolean {
  if (pattern.isDirectoryOnly && !isDirectory) return false;
  const { segments } = pattern;
  // `a/**` is what lies in a, not a itself.
  const needed = segments.at(-1) === anyNames ? 1 : 0;
  return (
    fits<Segment, string>(segments, names.slice(0, names.length - needed), {
      isStar: (segment) => segment === anyNames,
      fitsOne: (segment, name) => segment !== anyNames && fitsName(segment, name, steps),
      steps,
    }) && names.length >= needed
  );
}

function fitsName(tokens: string | readonly Token[], name: string, steps: Steps): boolean {
  if (typeof tokens === 'string') return tokens === name;
  return fits<Token, string>(tokens, [...name], { isStar: (token) => token === anyRun, fitsOne: fitsCharacter, steps });
}

function fitsCharacter(token: Token, character: string): boolean {
  if (typeof token === 'string') return token === character;
  if (token === anyOne) return true;
  return typeof token === 'object' && token.has(character) !== token.isNegated;
}

interface Fitting<P, T> {
  readonly isStar: (part: P) => boolean;
  readonly fitsOne: (part: P, thing: T) => boolean;
  readonly steps: Steps;
}

/** Only the last star can take more: whatever an earlier one took, the last one makes up for. */
function fits<P, T>(pattern: readonly P[], things: readonly T[], { isStar, fitsOne, steps }: Fitting<P, T>): boolean {
  let part = 0;
  let thing = 0;
  let star: { readonly behind: number; taken: number } | undefined;
  while (thing < things.length) {
    steps.left -= 1;
    if (steps.left < 0) return false;
    const current = pattern[part];
    if (current !== undefined && isStar(current)) {
      part += 1;
      star = { behind: part, taken: thing };
    } else if (current !== undefined && fitsOne(current, things[thing] as T)) {
      part += 1;
      thing += 1;
    } else if (star === undefined) return false;
    else {
      star.taken += 1;
      part = star.behind;
      thing = star.taken;
    }
  }
  return pattern.slice(part).every(isStar);
}
