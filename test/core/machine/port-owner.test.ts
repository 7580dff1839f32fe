import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  namePortOwner,
  parseListeners,
  parseLsof,
  parseNetstat,
  programName,
} from '../../../src/core/machine/port-owner.ts';

describe('parseListeners', () => {
  // As the kernel prints it: 1F40 is 8000, 0A is LISTEN, 01 is ESTABLISHED.
  const table = [
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
    '   0: 0100007F:1F40 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 55101 1 0000000000000000 100 0 0 10 0',
    '   1: 0100007F:1F41 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 55102 1 0000000000000000 100 0 0 10 0',
    '   2: 0100007F:1F42 0100007F:9C40 01 00000000:00000000 00:00000000 00000000  1000        0 55103 1 0000000000000000 20 4 30 10 -1',
    '   3: 0100007F:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000    33        0 55104 1 0000000000000000 100 0 0 10 0',
    '',
  ].join('\n');

  it.each([
    [8000, [{ inode: '55101', userId: 1000 }]],
    [8001, [{ inode: '55102', userId: 0 }]],
    [80, [{ inode: '55104', userId: 33 }]],
    // A connection is no listener.
    [8002, []],
    [4000, []],
  ])('finds who listens on %i', (port, sockets) => {
    expect(parseListeners(table, port)).toEqual(sockets);
  });

  it('reads the table of IPv6 by the same columns', () => {
    const line =
      '   0: 00000000000000000000000001000000:1F40 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 661 1';
    expect(parseListeners(line, 8000)).toEqual([{ inode: '661', userId: 1000 }]);
  });
});

describe('parseLsof', () => {
  it.each([
    ['p4711\ncnode\nf23\n', { pid: 4711, program: 'node' }],
    // As lsof 4.95 answers on Debian, where no descriptor was asked for.
    ['p12300\ncpython3\n', { pid: 12_300, program: 'python3' }],
    ['p812\ncControlCe\nf10\nf11\n', { pid: 812, program: 'ControlCe' }],
    // Two processes share the socket: the first is told.
    ['p1\nclaunchd\nf5\np4711\ncnode\nf5\n', { pid: 1, program: 'launchd' }],
    // lsof writes blanks in a name as \x20.
    ['p99\ncGoogle\\x20C\nf7\n', { pid: 99, program: 'Google C' }],
    ['p99\n', { pid: 99, program: undefined }],
    ['', undefined],
    ['lsof: illegal option\n', undefined],
    ['pnone\ncnode\n', undefined],
  ])('reads %j', (text, owner) => {
    expect(parseLsof(text)).toEqual(owner);
  });
});

describe('parseNetstat', () => {
  const english = [
    '',
    'Active Connections',
    '',
    '  Proto  Local Address          Foreign Address        State           PID',
    '  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       1044',
    '  TCP    127.0.0.1:8000         0.0.0.0:0              LISTENING       4711',
    '  TCP    127.0.0.1:18000        0.0.0.0:0              LISTENING       5000',
    '  TCP    127.0.0.1:8001         127.0.0.1:53000        ESTABLISHED     4712',
    '  TCP    [::1]:8002             [::]:0                 LISTENING       4713',
    '  UDP    0.0.0.0:8003           *:*                                    4714',
    '',
  ].join('\r\n');

  it.each([
    [8000, { pid: 4711 }],
    [8002, { pid: 4713 }],
    [135, { pid: 1044 }],
    // A connection, another protocol, and a port that only ends like one that is there.
    [8001, undefined],
    [8003, undefined],
    [35, undefined],
  ])('finds who listens on %i', (port, owner) => {
    expect(parseNetstat(english, port)).toEqual(owner);
  });

  it.each([
    '  TCP    127.0.0.1:8000         0.0.0.0:0              ABHÖREN         4711',
    '  TCP    127.0.0.1:8000         0.0.0.0:0              ESCUCHANDO      4711',
    '  TCP    0.0.0.0:8000           0.0.0.0:0              EN ECOUTE       4711',
  ])('needs no word of a language: %j', (line) => {
    expect(parseNetstat(line, 8000)).toEqual({ pid: 4711 });
  });
});

it('reads any text without failing', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 65_535 }), (text, port) => {
      parseListeners(text, port);
      parseNetstat(text, port);
      parseLsof(text);
    }),
  );
});

describe('programName', () => {
  it.each([
    [['/usr/bin/node', 'server.js', '--token', 'canary'], 'node', 'node server.js'],
    [['/usr/bin/node', '--inspect', '/srv/app/server.mjs'], 'node', 'node server.mjs'],
    [['python3.11', 'app.py'], 'python3.11', 'python3.11 app.py'],
    [['node', '/usr/local/bin/connect-cli', 'authorize'], 'node', 'node connect-cli'],
    // What is not a file of a program may be a secret.
    [['node', 'canary'], 'node', 'node'],
    [['nginx: master process', '-g'], 'nginx', 'nginx: master process'],
    [[String.raw`C:\Program Files\app\app.exe`], '', 'app.exe'],
    [[''], 'kworker', 'kworker'],
    [[''], '', undefined],
  ])('calls %j, known as "%s", %j', (words, fallback, name) => {
    expect(programName(words, fallback)).toBe(name);
  });
});

describe('namePortOwner', () => {
  it.each([
    [{ pid: 4711, program: 'node server.js' }, 'node server.js (process 4711)'],
    [{ program: 'node' }, 'node'],
    [{ pid: 4711 }, 'process 4711'],
    [{ userId: 1001 }, 'a program of another user (user id 1001)'],
    [{}, 'another program'],
  ])('says %j as "%s"', (owner, words) => {
    expect(namePortOwner(owner)).toBe(words);
  });
});
