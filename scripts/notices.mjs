// The licences of the packages whose code is in the bundles: most of them ask to be shipped with every copy.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * @param moduleIds paths of the modules that the bundler put into its output
 * @returns the text of THIRD_PARTY_NOTICES
 * @throws Error for a package that ships no licence: it can't be bundled before that is cleared up
 */
export function writeNotices(moduleIds) {
  const folders = new Set([...moduleIds].map(packageFolder).filter((folder) => folder !== undefined));
  const packages = [...folders].map(describe).toSorted((a, b) => (a.title < b.title ? -1 : 1));
  const rule = '-'.repeat(80);
  // Many differ in the line of copyright alone: such a text stands once, below all of its packages.
  const byText = groupByTerms(packages);
  return [
    'connect-cli contains code of the packages below, each under the licence that follows it.',
    ...[...byText.values()].map(
      (group) =>
        `${rule}\n${group.map(({ title, license, copyright }) => [`${title} (${license})`, ...copyright].join('\n')).join('\n\n')}\n\n${group[0].body}`,
    ),
    '',
  ].join('\n\n');
}

function groupByTerms(packages) {
  const groups = new Map();
  for (const one of packages) groups.set(one.terms, [...(groups.get(one.terms) ?? []), one]);
  return groups;
}

/** The innermost package that holds the module; undefined for the sources of connect-cli. */
function packageFolder(id) {
  if (!/[\\/]node_modules[\\/]/.test(id)) return undefined;
  let folder = dirname(id.replace(/^\0/, '').replace(/\?.*$/, ''));
  while (!isPackage(folder)) folder = dirname(folder);
  return folder;
}

function isPackage(folder) {
  const path = join(folder, 'package.json');
  return existsSync(path) && JSON.parse(readFileSync(path, 'utf8')).version !== undefined;
}

function describe(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} is bundled and ships no licence`);
  const lines = readFileSync(join(folder, file), 'utf8').trim().split(/\r?\n/);
  const isCopyright = (line) => /^\s*(?:\(c\)|copyright\s)/i.test(line);
  // The name of the licence stands beside that of the package.
  const isName = (line) => /^\W*(?:the )?(?:mit|isc) licen[cs]e(?: \(\w+\))?\W*$/i.test(line);
  const body = lines
    .filter((line) => !isCopyright(line) && !isName(line))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return {
    title: `${name} ${version}`,
    license,
    copyright: lines.filter(isCopyright).map((line) => line.trim()),
    body,
    /** By which texts are compared: line breaks and quotes differ from copy to copy. */
    terms: body.replace(/\s+/g, ' ').replace(/[“”]/g, '"').toLowerCase(),
  };
}
