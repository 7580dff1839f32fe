import { readFile, stat } from 'node:fs/promises';
import { release } from 'node:os';
import { systemClock } from '../clock.ts';
import { createOwners, readOwnerSystem, type Owners } from '../file-owner.ts';
import { proxyOf, type Environment } from '../http/proxy.ts';
import type { AuthorityFile, KeychainProbe, MachineTools } from '../machine.ts';
import { systemRandom } from '../random.ts';
import { errorCode } from '../../core/errors/system-error.ts';
import { ownValue } from '../../core/text/keys.ts';

/** What is taken from `process`. */
export interface MachineHost {
  readonly env: Environment;
  readonly platform: string;
  readonly pid: number;
  readonly execPath: string;
  readonly version: string;
  kill(pid: number, signal: 0): boolean;
  getuid?(): number;
}

/**
 * Each tool loads what it needs itself: authorize asks for the signs alone.
 * @param wanted the range of Node in `engines` of the package
 */
export function createMachineTools(host: MachineHost, wanted: string): MachineTools {
  const { env, platform } = host;
  let known: Owners | undefined;
  const owners = (): Owners => (known ??= createOwners(readOwnerSystem(host)));
  return {
    node: async () => ({ version: host.version.replace(/^v/, ''), wanted }),
    signs: async () => ({ isContainer: await isContainer(), kernel: release() }),
    lookUpLocalhost,
    portOwner: async (port) => (await import('./port-owner.ts')).findPortOwner(port, undefined, platform),
    probeKeychain: () => keychainProbe(host),
    inspectStore: async () => {
      const { inspectStore } = await import('./store-inspection.ts');
      return inspectStore({ env, platform, userId: host.getuid?.(), owners, now: systemClock.now });
    },
    closeToOthers: async (paths) => (await import('./store-inspection.ts')).closeToOthers(paths),
    removeLeftovers: async (leftovers) => {
      const { removeLeftovers } = await import('./store-inspection.ts');
      return removeLeftovers(leftovers, { clock: systemClock, random: systemRandom, owners });
    },
    proxyFor: async (url) => {
      const proxy = proxyOf(env, url);
      return proxy && { variable: proxy.variable, address: proxy.address };
    },
    askProxy: async (url, signal) => (await import('./proxy-probe.ts')).askProxy(env, url, signal),
    readAuthorities,
    copyText: async (text) => (await import('./clipboard.ts')).copyText(text, env, platform),
  };
}

/** Docker and Podman each leave a file of their own in the root. */
async function isContainer(): Promise<boolean> {
  const answers = await Promise.all(
    ['/.dockerenv', '/run/.containerenv'].map((path) =>
      stat(path).then(
        () => true,
        () => false,
      ),
    ),
  );
  return answers.includes(true);
}

async function lookUpLocalhost(): Promise<readonly string[]> {
  const { lookup } = await import('node:dns/promises');
  try {
    return (await lookup('localhost', { all: true })).map(({ address }) => address);
  } catch {
    return [];
  }
}

async function keychainProbe({ env, platform, execPath }: MachineHost): Promise<KeychainProbe> {
  const { mayHaveKeychain, probeEntry, probeKeychain } = await import('../credentials/keychain.ts');
  if (!mayHaveKeychain(env, platform)) return { outcome: 'absent' };
  try {
    await probeKeychain(systemRandom.token(), probeEntry(execPath));
    return { outcome: 'works' };
  } catch (error) {
    // A missing native build is told by a stack of loader messages; its first line is enough.
    const [line = ''] = error instanceof Error ? error.message.split('\n') : [];
    return { outcome: 'failed', reason: line.replace(/[.\s]+$/, '').slice(0, 200) || 'it failed' };
  }
}

const certificate = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

async function readAuthorities(path: string): Promise<AuthorityFile> {
  const { X509Certificate } = await import('node:crypto');
  try {
    const blocks = (await readFile(path, 'utf8')).match(certificate) ?? [];
    for (const block of blocks) void new X509Certificate(block);
    return blocks.length === 0 ? { problem: 'it holds no certificate in PEM' } : { certificates: blocks.length };
  } catch (error) {
    const code = errorCode(error) ?? '';
    const words: Readonly<Record<string, string>> = {
      ENOENT: 'there is no such file',
      EACCES: 'this user may not read it',
      EISDIR: 'it is a directory',
    };
    return {
      problem: ownValue(words, code) ?? (code.startsWith('ERR_OSSL') ? 'a certificate in it is damaged' : code),
    };
  }
}
