import { randomBytes } from 'node:crypto';
import { appendFile, open, readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { CliError } from '../../core/errors/cli-error.ts';
import { errorCode } from '../../core/errors/system-error.ts';
import { systemDisk } from '../credentials/disk.ts';
import { claimDirectory, ownDirectory, refuseForeignFile } from '../credentials/ownership.ts';
import type { DeliveryStore, KeptDelivery } from '../webhook.ts';
import { fileHead, formatDelivery, parseDeliveries } from './delivery-file.ts';
import { withoutSecrets } from './raw-headers.ts';

/**
 * Deliveries without Smartcar's signature have files of their own: whoever sends them cannot push the true ones out.
 * In files, and in deliveries and bytes of each file.
 */
const keptSets = {
  taken: { files: 5, deliveries: 200, bytes: 4 * 1024 * 1024 },
  refused: { files: 2, deliveries: 50, bytes: 1024 * 1024 },
} as const;

type KeptSetName = keyof typeof keptSets;

/** A delivery as it will stand in a file. */
interface Line {
  readonly name: KeptSetName;
  readonly text: string;
}

/** A file that this process adds to. */
interface OpenFile {
  readonly path: string;
  deliveries: number;
  bytes: number;
}

/**
 * The newest deliveries in one directory: files of lines, each begun by one process, the oldest removed.
 * Several listeners can keep at the same time, for none writes to a file of another.
 */
export function openDeliveries(directory: string, userId?: number): DeliveryStore {
  const current = new Map<KeptSetName, OpenFile>();
  let writing: Promise<void> | undefined;
  let waiting: Line[] = [];

  const writeAll = async (): Promise<void> => {
    const batch = waiting;
    waiting = [];
    for (const name of ['taken', 'refused'] as const) {
      const lines = batch.filter((one) => one.name === name).map(({ text }) => text);
      if (lines.length > 0) await append({ directory, userId, current, name }, lines);
    }
  };
  return {
    // One write takes everything that has come since the last one began.
    keep(delivery) {
      // Formatted one by one as they come, for a batch of them would hold up whatever else is to be answered.
      waiting.push({ name: keptSetOf(delivery), text: formatKept(delivery) });
      if (writing !== undefined) return writing.catch(() => undefined).then(() => flushed());
      return flushed();
    },
    list: () => orExplain(() => listDeliveries(directory, userId)),
  };

  function flushed(): Promise<void> {
    if (waiting.length === 0) return writing ?? Promise.resolve();
    writing ??= orExplain(writeAll).finally(() => (writing = undefined));
    return writing;
  }
}

/** VERIFY is answered without a signature as well; anybody can send as many as they like. */
function keptSetOf({ signature }: KeptDelivery): KeptSetName {
  return signature === 'valid' ? 'taken' : 'refused';
}

function formatKept(delivery: KeptDelivery): string {
  return formatDelivery({ ...delivery, headers: withoutSecrets(delivery.headers) });
}

interface KeptSet {
  readonly directory: string;
  readonly userId: number | undefined;
  readonly current: Map<KeptSetName, OpenFile>;
  readonly name: KeptSetName;
}

async function append(set: KeptSet, lines: readonly string[]): Promise<void> {
  const { current, name } = set;
  for (const part of split(lines, keptSets[name].deliveries)) {
    const file = fitting(current.get(name), name) ?? (await begin(set));
    current.set(name, file);
    const text = part.join('');
    await appendFile(file.path, text);
    file.deliveries += part.length;
    file.bytes += text.length;
  }
}

function split(lines: readonly string[], size: number): readonly (readonly string[])[] {
  const count = Math.ceil(lines.length / size);
  return Array.from({ length: count }, (_, index) => lines.slice(index * size, (index + 1) * size));
}

function fitting(file: OpenFile | undefined, name: KeptSetName): OpenFile | undefined {
  const { deliveries, bytes } = keptSets[name];
  return file !== undefined && file.deliveries < deliveries && file.bytes < bytes ? file : undefined;
}

async function begin({ directory, userId, name }: KeptSet): Promise<OpenFile> {
  await claimDirectory(directory, userId);
  // Names sort by time; the rest keeps two processes apart.
  const time = String(Date.now()).padStart(15, '0');
  const path = join(directory, `${name}-${time}-${randomBytes(4).toString('hex')}.jsonl`);
  const file = await open(path, 'wx', 0o600);
  await file.writeFile(fileHead);
  await file.close();
  const old = (await filesOf(directory, name)).slice(0, -keptSets[name].files);
  await Promise.all(old.map((one) => unlink(one).catch(() => undefined)));
  return { path, deliveries: 0, bytes: 0 };
}

async function filesOf(directory: string, name: KeptSetName): Promise<readonly string[]> {
  const names = await readdir(directory);
  return names
    .filter((one) => one.startsWith(`${name}-`) && one.endsWith('.jsonl'))
    .toSorted()
    .map((one) => join(directory, one));
}

async function listDeliveries(directory: string, userId: number | undefined): Promise<readonly KeptDelivery[]> {
  const groups = await Promise.all((['taken', 'refused'] as const).map((name) => filesOf(directory, name))).catch(
    (error: unknown) => {
      if (errorCode(error) === 'ENOENT') return [];
      throw error;
    },
  );
  await ownDirectory(directory, userId);
  const kept: KeptDelivery[] = [];
  for (const path of groups.flat()) {
    // Another listener may have removed it since.
    const facts = await systemDisk.facts(path);
    if (facts !== undefined) refuseForeignFile(path, facts, userId);
    for (const one of parseDeliveries(path, (await systemDisk.read(path)) ?? '')) kept.push(one);
  }
  return kept.toSorted((a, b) => a.receivedAt - b.receivedAt);
}

async function orExplain<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = errorCode(error);
    if (error instanceof CliError || code === undefined) throw error;
    throw new CliError('STORE_UNAVAILABLE', `The kept deliveries cannot be read or written (${code}).`, {
      hint: 'Check the state directory: `connect-cli config path` names it.',
    });
  }
}
