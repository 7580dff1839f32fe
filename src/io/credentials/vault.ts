import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { CliError } from '../../core/errors/cli-error.ts';
import { fileVersion, refuseNewer } from '../../core/errors/newer-file.ts';
import { asObject, parseJson, textField } from '../../core/text/json.ts';
import { newerEntry, type Entries } from './entries.ts';
import type { Keychain } from './keychain.ts';
import { withLock, type LockDependencies } from './lock.ts';
import { sealKeyBytes } from './seal.ts';

/** How secrets rest: sealed with a key in the keychain, or in plain text in files that only their owner can read. */
export type Backend = 'keychain' | 'file';

/** The way that was decided on. */
export interface Choice {
  readonly backend: Backend;
  /** Why it is not the keychain. */
  readonly why?: string | undefined;
}

/** Decides how entries are written, and has the key for those that are sealed. */
export interface Vault {
  /** Decides when the first secret is written, and remembers it. */
  choice(): Promise<Choice>;
  /** What holds now, without deciding, asking the keychain or writing anything. */
  outlook(): Promise<Choice>;
  /** @throws CliError STORE_UNAVAILABLE if the keychain cannot be asked or has no key */
  key(): Promise<Buffer>;
}

/** What the decision rests on. */
export interface VaultOptions {
  /** `CONNECT_CLI_STORE`. */
  readonly wanted: string | undefined;
  readonly mayHaveKeychain: boolean;
  readonly keychain: Keychain;
  readonly entries: Entries;
  readonly lock: LockDependencies;
}

/** Remembers which way worked, so that a keychain which comes and goes does not scatter the secrets. */
const choiceKey = 'backend';

/** Creates the vault. Nothing is asked or written before it is used. */
export function createVault(options: VaultOptions): Vault {
  let choice: Promise<Choice> | undefined;
  let key: Promise<Buffer> | undefined;
  return {
    choice: () => (choice ??= choose(options)),
    outlook: async () => choice ?? (await settled(options)) ?? expected(options),
    key: () => (key ??= existingKey(options)),
  };
}

async function choose(options: VaultOptions): Promise<Choice> {
  const choice = await settled(options);
  if (choice === undefined) return probe(options);
  if (choice.backend === 'keychain') await createKey(options).catch(refuse(hints.toWrite));
  return choice;
}

/** What the user or an earlier write has settled. */
async function settled({ wanted, entries }: VaultOptions): Promise<Choice | undefined> {
  if (wanted !== undefined && wanted !== '' && wanted !== 'file' && wanted !== 'keychain') {
    throw new CliError('INVALID_VALUE', `CONNECT_CLI_STORE is "${wanted}".`, {
      hint: 'Write keychain or file, or unset it.',
    });
  }
  if (wanted === 'file') return { backend: 'file', why: 'CONNECT_CLI_STORE says so' };
  if (wanted === 'keychain') return { backend: 'keychain' };
  const remembered = await recall(entries);
  if (remembered !== 'file') return remembered && { backend: remembered };
  return { backend: 'file', why: 'no keychain answered when the first secret was stored' };
}

function expected({ mayHaveKeychain }: VaultOptions): Choice {
  return mayHaveKeychain ? { backend: 'keychain' } : { backend: 'file', why: noKeychain };
}

const noKeychain = 'there is no keychain in this session';

async function probe(options: VaultOptions): Promise<Choice> {
  const why = options.mayHaveKeychain ? await createKey(options).catch(unanswered) : noKeychain;
  const backend: Backend = why === undefined ? 'keychain' : 'file';
  await options.entries.write(choiceKey, JSON.stringify({ version: fileVersion, backend }));
  return { backend, why };
}

async function recall(entries: Entries): Promise<Backend | undefined> {
  const text = await entries.read(entries.path(choiceKey));
  const object = asObject(text === undefined ? undefined : parseJson(text));
  refuseNewer(newerEntry(entries.path(choiceKey)), object['version']);
  const backend = textField(object, 'backend');
  return backend === 'keychain' || backend === 'file' ? backend : undefined;
}

/** Two processes that meet an empty keychain must agree on one key. */
async function createKey({ keychain, entries, lock }: VaultOptions): Promise<undefined> {
  if ((await keychain.read()) !== undefined) return undefined;
  await entries.prepare(choiceKey);
  await withLock(join(entries.directory, 'keychain.lock'), lock, async () => {
    if ((await keychain.read()) === undefined) await keychain.write(randomBytes(sealKeyBytes).toString('base64'));
  });
  return undefined;
}

async function existingKey({ keychain }: VaultOptions): Promise<Buffer> {
  const text = await keychain.read().catch(refuse(hints.toRead));
  const key = Buffer.from(text ?? '', 'base64');
  if (key.length === sealKeyBytes) return key;
  throw new CliError(
    'STORE_UNAVAILABLE',
    'The keychain holds no key of connect-cli any more, so stored secrets stay sealed.',
    {
      hint: 'Run `connect-cli init` and `connect-cli authorize` again.',
    },
  );
}

const hints = {
  toWrite: 'Unlock it, or set CONNECT_CLI_STORE=file to keep secrets in files that only you can read.',
  toRead:
    'Unlock it: its key is needed to read what is stored. To do without, set CONNECT_CLI_STORE=file and run `connect-cli init` and `connect-cli authorize` again.',
} as const;

function refuse(hint: string): (error: unknown) => never {
  return (error) => {
    throw new CliError('STORE_UNAVAILABLE', `The keychain cannot be used: ${reason(error)}.`, { hint });
  };
}

function unanswered(error: unknown): string {
  return `the keychain cannot be used: ${reason(error)}`;
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return 'it failed';
  // A missing native build is told by a stack of loader messages; its first line is enough.
  return (error.message.split('\n')[0] ?? 'it failed').replace(/[.\s]+$/, '').slice(0, 200);
}
