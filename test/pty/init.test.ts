import { expect, it } from 'vitest';
import { smartcarPermissions } from '../../src/core/providers/smartcar/permissions.ts';
import { keysOf } from '../../src/core/text/keys.ts';
import { useProgram } from '../support/program.ts';
import { keys, startTerminal } from '../support/pty.ts';

const id = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';
const program = useProgram();

const start = (...args: string[]) =>
  startTerminal([program.path, 'init', ...args], { env: program.environment(), cwd: program.home.path });

it('init asks from the id to the permissions, and never shows the secret', async () => {
  const terminal = start();
  await terminal.waitFor('Which API does the application use');
  terminal.send(keys.down + keys.enter);
  await terminal.waitFor('Application id');
  terminal.send(`client_01${keys.enter}`);
  await terminal.waitFor('API client id; Connect takes the application id');
  terminal.send(keys.backspace.repeat(9) + id + keys.enter);
  await terminal.waitFor('Client secret');
  terminal.send(`typed-secret${keys.enter}`);
  await terminal.waitFor('Redirect URI');
  terminal.send(keys.enter);
  await terminal.waitFor('Permissions to ask for');
  terminal.send('odom');
  await terminal.waitFor(/read_odometer {2}\(Vehicle Information\)/);
  terminal.send(keys.space);
  await terminal.waitFor(`1 of ${keysOf(smartcarPermissions).length} ticked`);
  terminal.send(keys.enter);
  await terminal.waitFor('Which of them are required');
  terminal.send(keys.space);
  await terminal.waitFor('1 of 1 ticked');
  terminal.send(keys.enter);
  expect(await terminal.exit()).toEqual({ exitCode: 0, signal: undefined });
  expect(terminal.raw()).not.toContain('typed-secret');
  expect(terminal.screen()).toContain('required:read_odometer');
  expect((await program.home.context().credentials.readSecret(`${id}/client-secret`))?.reveal()).toBe('typed-secret');
});

it('init takes Enter for a secret that is left out', async () => {
  const terminal = start('--application-id', id, '--api-client-id', 'client_01');
  await terminal.waitFor('Its secret');
  terminal.send(keys.enter);
  await terminal.waitFor('Management token');
  terminal.send(keys.enter);
  await terminal.waitFor('Redirect URI');
  terminal.send(keys.enter);
  await terminal.waitFor('Permissions to ask for');
  terminal.send(keys.enter);
  expect(await terminal.exit()).toEqual({ exitCode: 0, signal: undefined });
  expect(await program.home.context().credentials.readSecret('client_01/api-client-secret')).toBeUndefined();
});

it('Ctrl-C in the middle of init is exit 130 and writes nothing', async () => {
  const terminal = start('--application-id', id);
  await terminal.waitFor('Which API does the application use');
  terminal.send(keys.down + keys.enter);
  await terminal.waitFor('Client secret');
  terminal.send(`half${keys.ctrlC}`);
  expect(await terminal.exit()).toEqual({ exitCode: 130, signal: undefined });
  expect(await program.home.contents()).toEqual([]);
});
