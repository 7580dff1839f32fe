import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fitsPath, type IgnoredPath } from '../../core/code-scan/ignore-match.ts';
import { parseIgnoreLine, type IgnorePattern } from '../../core/code-scan/ignore-pattern.ts';

/** The .gitignore files that hold in a directory, innermost last. */
export type IgnoreRules = readonly IgnoreFile[];

interface IgnoreFile {
  /** From the root of the walk. */
  readonly path: string;
  /** How many names of a path lie before its directory's own. */
  readonly depth: number;
  /** The last one that fits a path decides: it stands first. */
  readonly patterns: readonly IgnorePattern[];
  /** They cost too much for one path, and are tried on no other. */
  isGivenUp: boolean;
}

/** Bytes of a .gitignore, and characters of a line in it, beyond which it is none. */
const largestFile = 512 * 1024;
const longestLine = 4096;
/** What the patterns of a file may cost for one path. Those of people cost some thousands. */
const stepsForPath = 100_000;

/** A directory of the walk. */
export interface WalkedDirectory {
  readonly directory: string;
  /** From the root of the walk, with `/`, empty for the root. */
  readonly relative: string;
}

/**
 * Adds the directory's own .gitignore to the rules of its parents.
 * @param cut told of its path if some of it does not hold
 */
export function extendRules(
  parents: IgnoreRules,
  { directory, relative }: WalkedDirectory,
  cut: (path: string) => void,
): IgnoreRules {
  const path = relative === '' ? '.gitignore' : `${relative}/.gitignore`;
  const file = join(directory, '.gitignore');
  try {
    if (statSync(file).size > largestFile) {
      cut(path);
      return parents;
    }
    const lines = readFileSync(file, 'utf8').split(/\r?\n/);
    const short = lines.filter(({ length }) => length <= longestLine);
    if (short.length < lines.length) cut(path);
    const patterns = short.flatMap((line) => parseIgnoreLine(line) ?? []).toReversed();
    return [...parents, { path, depth: path.split('/').length - 1, patterns, isGivenUp: false }];
  } catch {
    // A .gitignore that cannot be read holds nothing.
    return parents;
  }
}

/**
 * Whether a path is ignored. An inner file overrules an outer one.
 * @param cut told of a file whose patterns cost too much to be tried
 */
export function isIgnored(
  rules: IgnoreRules,
  { names, isDirectory }: IgnoredPath,
  cut: (path: string) => void,
): boolean {
  for (let index = rules.length - 1; index >= 0; index -= 1) {
    const file = rules[index];
    if (file === undefined || file.isGivenUp) continue;
    const steps = { left: stepsForPath };
    const path = { names: names.slice(file.depth), isDirectory };
    const pattern = file.patterns.find((one) => fitsPath(one, path, steps));
    if (steps.left < 0) {
      file.isGivenUp = true;
      cut(file.path);
    } else if (pattern !== undefined) return !pattern.isNegated;
  }
  return false;
}
