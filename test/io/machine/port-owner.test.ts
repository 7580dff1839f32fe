import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { findPortOwner } from '../../../src/io/machine/port-owner.ts';

const path = process.env['PATH'] ?? '';
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'connect-cli-programs-'));
});
afterEach(() => {
  process.env['PATH'] = path;
  rmSync(folder, { recursive: true, force: true });
});

/** Puts a program before those of the system. It prints its arguments on stderr and the text on stdout. */
function fake(name: string, prints: string): void {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n[ "$*" = "${prints.split('|')[0]}" ] && printf '${prints.split('|')[1]}'\n`);
  chmodSync(file, 0o755);
  process.env['PATH'] = `${folder}${delimiter}${path}`;
}

it('asks lsof on macOS', async () => {
  fake('lsof', '-nP -iTCP:8000 -sTCP:LISTEN -Fpc|p4711\\ncnode\\nf23\\n');
  expect(await findPortOwner(8000, undefined, 'darwin')).toEqual({ pid: 4711, program: 'node' });
});

it('asks netstat on Windows', async () => {
  fake('netstat', '-ano|  TCP    [::1]:8000    [::]:0    LISTENING    4711\\r\\n');
  expect(await findPortOwner(8000, undefined, 'win32')).toEqual({ pid: 4711 });
});

it('knows nobody where the program of the system is missing', async () => {
  process.env['PATH'] = folder;
  expect(await findPortOwner(8000, undefined, 'darwin')).toBeUndefined();
  expect(await findPortOwner(8000, undefined, 'win32')).toBeUndefined();
});

it('finds this process by the way of this system, by either family', async () => {
  for (const host of ['127.0.0.1', '::1']) {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, host, resolve));
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    expect(await findPortOwner(port, host)).toMatchObject({ pid: process.pid });
  }
});
