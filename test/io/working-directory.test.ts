import { expect, it } from 'vitest';
import { workingDirectory } from '../../src/io/working-directory.ts';

const removed = () => {
  throw new Error('ENOENT: no such file or directory, uv_cwd');
};

it.each([
  ['is what Node says', () => '/home/me/app', { PWD: '/elsewhere' }, '/home/me/app'],
  ['is what the shell says of a removed one', removed, { PWD: '/home/me/gone' }, '/home/me/gone'],
  ['is the root where nobody says', removed, {}, '/'],
  ['is no name that hangs in the air', removed, { PWD: 'gone' }, '/'],
])('the directory of the start %s', (_, cwd, env, expected) => {
  expect(workingDirectory({ cwd }, env)).toBe(expected);
});
