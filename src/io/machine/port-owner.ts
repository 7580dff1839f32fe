import { readdir, readFile, readlink } from 'node:fs/promises';
import { platform as thisPlatform } from 'node:os';
import { join } from 'node:path';
import {
  parseListeners,
  parseLsof,
  parseNetstat,
  programName,
  type ListeningSocket,
  type PortOwner,
} from '../../core/machine/port-owner.ts';

/**
 * Who listens on a TCP port of this machine, on any address unless one is given. Linux is read from /proc. The ways of macOS (`lsof`) and
 * of Windows (`netstat`) are tried on their documented output alone.
 * @returns undefined where nobody listens or it cannot be told
 */
export async function findPortOwner(
  port: number,
  address: string | undefined,
  platform: string = thisPlatform(),
): Promise<PortOwner | undefined> {
  if (platform === 'linux') return findOnLinux(port, address);
  if (platform === 'win32') return parseNetstat(await output('netstat', ['-ano']), port);
  return parseLsof(await output('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc']));
}

async function findOnLinux(port: number, address: string | undefined): Promise<PortOwner | undefined> {
  // A listener on all IPv6 addresses holds IPv4 as well; the reverse cannot be.
  const families = address?.includes(':') === true ? ['tcp6'] : ['tcp', 'tcp6'];
  const tables = await Promise.all(families.map((name) => text(`/proc/net/${name}`)));
  const [socket] = tables.flatMap((table) => parseListeners(table, port));
  if (socket === undefined) return undefined;
  const pid = await findHolder(socket);
  return pid === undefined ? { userId: socket.userId } : { pid, userId: socket.userId, program: await nameOf(pid) };
}

/** @returns the process that has the socket open; files of other users' processes stay closed to us */
async function findHolder({ inode }: ListeningSocket): Promise<number | undefined> {
  for (const name of await names('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const folder = join('/proc', name, 'fd');
    const targets = await Promise.all((await names(folder)).map((fd) => readlink(join(folder, fd)).catch(() => '')));
    if (targets.includes(`socket:[${inode}]`)) return Number(name);
  }
  return undefined;
}

async function nameOf(pid: number): Promise<string | undefined> {
  const [words, name] = await Promise.all([text(`/proc/${pid}/cmdline`), text(`/proc/${pid}/comm`)]);
  return programName(words.split('\0'), name.trim());
}

function names(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}

function text(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}

/** @returns what a program of the system prints; nothing where it is missing or slow */
async function output(program: string, words: readonly string[]): Promise<string> {
  const { execFile } = await import('node:child_process');
  return new Promise((resolve) => {
    execFile(program, [...words], { timeout: 3_000, windowsHide: true }, (_, stdout) => resolve(stdout));
  });
}
