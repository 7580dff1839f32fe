import { existsSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { describe, expect, it } from 'vitest';
import {
  createOwners,
  ownerInName,
  ownerTag,
  readOwnerSystem,
  type FileOwner,
  type OwnerSystem,
} from '../../src/io/file-owner.ts';

const place = { machine: 'm1', boot: 'b1', processes: 'pid:[1]' };
const holder: FileOwner = { pid: 42, started: '1000', ...place };

function failing(code: string): () => never {
  return () => {
    throw Object.assign(new Error(code), { code });
  };
}

function system(answers: Partial<OwnerSystem> = {}): OwnerSystem {
  return { pid: 7, kill: () => true, startOf: (pid) => (pid === 7 ? '500' : '1000'), place, ...answers };
}

describe('the owner of a file', () => {
  it('is this process with its start and where it runs', () => {
    expect(createOwners(system()).self).toEqual({ pid: 7, started: '500', ...place });
  });

  it.each<[string, Partial<OwnerSystem>, Partial<FileOwner>, boolean]>([
    ['runs', {}, {}, false],
    ['is known to the system no more', { kill: failing('ESRCH') }, {}, true],
    ['belongs to another user', { kill: failing('EPERM') }, {}, false],
    ['failed to be asked for', { kill: failing('EINVAL') }, {}, false],
    ['threw what is not an error', { kill: () => { throw 'ESRCH'; } }, {}, false], // prettier-ignore
    ['gave its id to a later process', { startOf: () => '2000' }, {}, true],
    ['cannot be told apart: the system does not tell when it began', { startOf: () => '' }, {}, false],
    ['cannot be told apart: the file does not tell when it began', { startOf: () => '2000' }, { started: '' }, false],
    ['ran on another machine', { kill: failing('ESRCH') }, { machine: 'm2' }, false],
    ['ran before the machine was started anew', {}, { boot: 'b0' }, true],
    ['runs in another container', { kill: failing('ESRCH') }, { processes: 'pid:[2]' }, false],
    ['ran in another container before the machine was started anew', {}, { boot: 'b0', processes: 'pid:[2]' }, true],
  ])('that %s', (_, answers, told, isGone) => {
    expect(createOwners(system(answers)).isGone({ ...holder, ...told })).toBe(isGone);
  });
});

describe('the owner in a name', () => {
  it('comes back as it was', () => {
    const name = `entry.json.${ownerTag(holder)}.token`;
    expect(name).toMatch(/^entry\.json\.42-1000-[0-9a-f]{8}\.token$/);
    expect(ownerInName(name, { ...holder, pid: 7, started: '500' })).toEqual(holder);
  });

  it('comes back without a start where the system tells none', () => {
    const owner = { ...holder, started: '' };
    expect(ownerTag(owner)).toMatch(/^42-0-/);
    expect(ownerInName(`a.${ownerTag(owner)}.b`, holder)).toEqual(owner);
  });

  it.each([{ machine: 'm2' }, { boot: 'b2' }, { processes: 'pid:[2]' }])(
    'is nobody we can judge at %j',
    (elsewhere) => {
      expect(ownerInName(`a.${ownerTag({ ...holder, ...elsewhere })}.b`, holder)).toBeUndefined();
    },
  );

  it('keeps the parts of a place apart', () => {
    const shifted = { ...holder, machine: 'm', boot: '1b1' };
    expect(ownerTag(shifted)).not.toBe(ownerTag(holder));
  });

  it.each(['entry.json', 'a.42-1000.b', 'a.x-1000-01234567.b', 'a.42-1000-01234567', 'a42-1000-01234567.b'])(
    'is not in %s',
    (name) => {
      expect(ownerInName(name, holder)).toBeUndefined();
    },
  );
});

describe.runIf(process.platform === 'linux')('what Linux tells', () => {
  const asked = readOwnerSystem({ pid: process.pid, kill: (pid, signal) => process.kill(pid, signal) });

  it('is the same each time, and tells processes apart', () => {
    expect(asked.startOf(process.pid)).toMatch(/^\d+$/);
    // The 22nd field of proc(5); the second, the name in brackets, may hold anything.
    const stat = readFileSync('/proc/self/stat', 'utf8');
    expect(asked.startOf(process.pid)).toBe(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[22 - 3]);
    expect(Number(asked.startOf(1))).toBeLessThan(Number(asked.startOf(process.pid)));
    expect(asked.startOf(2 ** 22 + 1)).toBe('');
    expect(asked.place.boot).toMatch(/^[0-9a-f-]{36}$/);
    expect(asked.place.processes).toMatch(/^pid:\[\d+\]$/);
    const told = existsSync('/etc/machine-id') ? readFileSync('/etc/machine-id', 'utf8').trim() : '';
    expect(asked.place.machine).toBe(told === '' ? hostname() : told);
  });

  it('asks for a process without harm', () => {
    expect(asked.kill(process.pid, 0)).toBe(true);
  });
});
