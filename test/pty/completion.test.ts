import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keysOf } from '../../src/core/text/keys.ts';
import { commandTree } from '../support/commands.ts';
import { builtProgram } from '../support/pty.ts';
import { setUps, startShell, type CompletingShell } from '../support/shells.ts';

const tree = await commandTree();

/** Every command with the words that lead to it. */
function commandsOf(command: Command, words = 'connect-cli'): readonly (readonly [line: string, command: Command])[] {
  return [[words, command], ...command.commands.flatMap((one) => commandsOf(one, `${words} ${one.name()}`))];
}

const all = commandsOf(tree);

/** Lines with one completion, and the words that the shell makes of them. */
const completions: readonly (readonly [line: string, words: string])[] = [
  ['connect-cli auth', '<connect-cli><authorize>'],
  ['connect-cli url li', '<connect-cli><url><lint>'],
  ['connect-cli authorize read_odo', '<connect-cli><authorize><read_odometer>'],
  ['connect-cli authorize read_vin required:read_odo', '<connect-cli><authorize><read_vin><required:read_odometer>'],
  ['connect-cli authorize requ', '<connect-cli><authorize><required:>'],
  ['connect-cli authorize --scope read_odo', '<connect-cli><authorize><--scope><read_odometer>'],
  ['connect-cli authorize --scope=read_odo', '<connect-cli><authorize><--scope=read_odometer>'],
  ['connect-cli authorize --scope=required:read_odo', '<connect-cli><authorize><--scope=required:read_odometer>'],
  [
    'connect-cli authorize --scope "read_vin required:read_odo',
    '<connect-cli><authorize><--scope><read_vin required:read_odometer>',
  ],
  ['connect-cli authorize --scope read_vin,read_odo', '<connect-cli><authorize><--scope><read_vin,read_odometer>'],
  ['connect-cli authorize -- read_odo', '<connect-cli><authorize><--><read_odometer>'],
  ['connect-cli authorize --sandbox read_odo', '<connect-cli><authorize><--sandbox><read_odometer>'],
  ['connect-cli authorize --owner "Vehicle Inf', '<connect-cli><authorize><--owner><Vehicle Information>'],
  ["connect-cli authorize --owner 'Vehicle Inf", '<connect-cli><authorize><--owner><Vehicle Information>'],
  ['connect-cli authorize --owner Vehicle\\ Inf', '<connect-cli><authorize><--owner><Vehicle Information>'],
  ['connect-cli authorize --owner=Vehicle\\ Inf', '<connect-cli><authorize><--owner=Vehicle Information>'],
  ['connect-cli authorize --owner Vehicle\\ L', '<connect-cli><authorize><--owner><Vehicle Location>'],
  [
    'connect-cli explain-scopes --boxes "Vehicle Information, Vehicle Com',
    '<connect-cli><explain-scopes><--boxes><Vehicle Information, Vehicle Commands>',
  ],
  ['connect-cli authorize --scenario driver-acc', '<connect-cli><authorize><--scenario><driver-account>'],
  ['connect-cli authorize --provider tex', '<connect-cli><authorize><--provider><texture>'],
  ['connect-cli --no-input authorize --edition 2023', '<connect-cli><--no-input><authorize><--edition><2023-12>'],
  [
    'connect-cli explain-scopes --provider texture energy_r',
    '<connect-cli><explain-scopes><--provider><texture><energy_read>',
  ],
  ['connect-cli scopes --signals odometer-tr', '<connect-cli><scopes><--signals><odometer-traveleddistance>'],
  ['connect-cli explain-error PORT_', '<connect-cli><explain-error><PORT_UNAVAILABLE>'],
  ['connect-cli explain-error box-miss', '<connect-cli><explain-error><box-missing>'],
  [
    'connect-cli explain-error VEHICLE_STATE:CHARGING_IN',
    '<connect-cli><explain-error><VEHICLE_STATE:CHARGING_IN_PROGRESS>',
  ],
  ['connect-cli schema authorization-at', '<connect-cli><schema><authorization-attempt>'],
  ['connect-cli help exi', '<connect-cli><help><exit-codes>'],
  ['connect-cli help virtual-key nee', '<connect-cli><help><virtual-key><needed>'],
  ['connect-cli completion pow', '<connect-cli><completion><powershell>'],
  ['connect-cli config get redir', '<connect-cli><config><get><redirect-uri>'],
  ['connect-cli --profile stag', '<connect-cli><--profile><staging>'],
  ['connect-cli profile use stag', '<connect-cli><profile><use><staging>'],
  ['connect-cli sandbox --registration-file some', '<connect-cli><sandbox><--registration-file><some file.json>'],
  ['connect-cli scopes --from-code fol', '<connect-cli><scopes><--from-code><folder>'],
];

const isSecondWay = (name: string): boolean => name === 'bash alone' || name === 'zsh with a function file';

describe.each(keysOf(setUps))('completion in %s', (name) => {
  let shell: CompletingShell;

  beforeAll(async () => {
    shell = await startShell(name);
    writeFileSync(join(shell.folder, 'some file.json'), '{}');
    mkdirSync(join(shell.folder, 'folder'));
    const config = join(shell.folder, 'home/.config/connect-cli');
    mkdirSync(config, { recursive: true });
    writeFileSync(join(config, 'config.json'), JSON.stringify({ version: 1, profiles: { staging: {} } }));
  });
  afterAll(() => shell.close());

  // The second way to install a script loads the same function: its loading is what is looked at.
  it.each(isSecondWay(name) ? completions.slice(0, 9) : completions)('%s', async (line, words) => {
    // zsh takes back the slash that it wrote behind a folder when the word ends.
    expect((await shell.wordsAfterTab(line)).replace('/>', '>')).toBe(words);
  });

  const isFish = setUps[name].shell === 'fish';
  // fish shows the first lines of a list alone.
  const groups = isFish ? [] : all.filter(([, command]) => command.commands.length > 0);

  it.each(groups)('%s lists its commands', async (line, command) => {
    const names = command.commands.map((one) => one.name());
    const listed = await shell.listedAfterTab(`${line} `, names);
    expect(names.filter((one) => !listed.includes(one))).toEqual([]);
  });

  it.each(isFish ? [] : ['$(touch pwned)'])('runs nothing of what is typed: %s', async (typed) => {
    const listed = await shell.listedAfterTab(`connect-cli authorize ${typed} read_v`, ['read_vin']);
    expect(listed).toContain('read_vehicle_info');
    expect(existsSync(join(shell.folder, 'pwned'))).toBe(false);
  });
});

describe('a script', () => {
  it.each(['bash', 'zsh', 'fish', 'powershell'])('for %s says how to install it', async (name) => {
    const { stdout, status } = spawnSync(process.execPath, [builtProgram, 'completion', name], { encoding: 'utf8' });
    expect(status).toBe(0);
    expect(stdout).toContain(`connect-cli completion ${name}`);
  });
});
