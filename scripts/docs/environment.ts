import { readFileSync } from 'node:fs';
import { environmentVariables } from '../../src/core/environment-variables.ts';
import { settingVariables, type SettingVariable } from '../../src/core/setting-variables.ts';
import { keysOf } from '../../src/core/text/keys.ts';
import { table } from './markdown.ts';

const begin = '<!-- environment: written by `npm run docs` -->';
const end = '<!-- environment: end -->';

/** The README with the table of the variables that stand for flags. */
export function readmePage(): string {
  const readme = readFileSync('README.md', 'utf8');
  const [before, rest] = readme.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined)
    throw new Error('the README has no place for the table of variables');
  return `${before}${begin}\n\n${environmentTable()}\n\n${end}${after}`;
}

function environmentTable(): string {
  const rows = keysOf(settingVariables).map((name) => [
    `\`${name}\``,
    flagsOf(name),
    environmentVariables[name].meaning,
  ]);
  return table(['Variable', 'Flag that overrides it', 'Meaning'], rows);
}

function flagsOf(name: SettingVariable): string {
  return settingVariables[name].map((flag) => `\`${flag}\``).join(', ');
}
