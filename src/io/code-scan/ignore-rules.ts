import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** The .gitignore files that hold in a directory, innermost last. */
export type IgnoreRules = readonly { readonly base: string; readonly rules: Ignore }[];

/**
 * Adds the directory's own .gitignore to the rules of its parents.
 * @param relative path of the directory from the root of the walk, with `/`, empty for the root
 */
export function extendRules(parents: IgnoreRules, directory: string, relative: string): IgnoreRules {
  try {
    const rules = ignore().add(readFileSync(join(directory, '.gitignore'), 'utf8'));
    return [...parents, { base: relative === '' ? '' : `${relative}/`, rules }];
  } catch {
    // A .gitignore that cannot be read, or is a directory, holds nothing.
    return parents;
  }
}

/** @returns true when a path (with a trailing `/` for a directory) is ignored. An inner file overrules an outer one. */
export function isIgnored(rules: IgnoreRules, path: string): boolean {
  for (let index = rules.length - 1; index >= 0; index -= 1) {
    const level = rules[index];
    if (level === undefined) continue;
    const result = level.rules.test(path.slice(level.base.length));
    if (result.ignored) return true;
    if (result.unignored) return false;
  }
  return false;
}
