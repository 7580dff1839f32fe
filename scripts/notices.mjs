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
  return [
    'connect-cli contains code of the packages below, each under its own licence.',
    ...packages.map(({ title, license, text }) => `${rule}\n${title} (${license})\n\n${text}`),
    '',
  ].join('\n\n');
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
  return { title: `${name} ${version}`, license, text: readFileSync(join(folder, file), 'utf8').trim() };
}
