import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandTree, namedCommands, unknownWords } from '../support/commands.ts';

const root = join(import.meta.dirname, '../..');
const files = (directory: string, ending: RegExp) =>
  readdirSync(join(root, directory), { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name))
    .map((name) => join(directory, name));
const texts = [
  'README.md',
  'CONTRIBUTING.md',
  ...files('src', /\.ts$/),
  ...files('docs', /\.(?:md|ya?ml)$/),
  ...files('examples', /\.(?:md|m?[jt]s|ya?ml)$/),
  ...files('schemas', /\.json$/),
];

describe('commands that hints, pages and examples name', () => {
  it('exist, with every flag', async () => {
    const tree = await commandTree();
    const unknown = texts.flatMap((path) =>
      namedCommands(readFileSync(join(root, path), 'utf8')).flatMap((line) =>
        unknownWords(tree, line).map((word) => `${path}: ${word} in "${line.slice(0, 80)}"`),
      ),
    );
    expect(unknown).toEqual([]);
  });

  it('are told apart: a command, a subcommand and a flag that do not exist are found', async () => {
    const tree = await commandTree();
    expect(
      ['docter', 'url pint', 'revoke --mkae TESLA', 'vehicles --user ID'].map((line) => unknownWords(tree, line)),
    ).toEqual([['docter'], ['url pint'], ['revoke --mkae'], []]);
  });
});
