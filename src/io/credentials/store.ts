import { join } from 'node:path';
import { CliError } from '../../core/errors/cli-error.ts';
import { fileVersion, refuseNewer } from '../../core/errors/newer-file.ts';
import { asObject, isTooDeep, parseJson, textField, type JsonObject } from '../../core/text/json.ts';
import { Secret } from '../../core/secret.ts';
import { systemClock } from '../clock.ts';
import type { Clock, Randomness } from '../context.ts';
import { systemRandom } from '../random.ts';
import type { CredentialStore, StoredTokens } from '../stores.ts';
import { dataDirectory } from './directories.ts';
import { systemDisk, type Disk } from './disk.ts';
import { createEntries, newerEntry, unreadable, type Entries } from './entries.ts';
import { mayHaveKeychain, systemKeychain, type Keychain } from './keychain.ts';
import { createOwners, readOwnerSystem, type Owners } from '../file-owner.ts';
import { withLock, type LockDependencies } from './lock.ts';
import { seal, unseal } from './seal.ts';
import { readTokensJson, tokenFields, writeTokensJson } from './stored-tokens.ts';
import { createVault, type Vault } from './vault.ts';

/** What the store takes from `process`. */
export interface StoreHost {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly pid: number;
  /** Path of the program that runs this one. */
  readonly execPath: string;
  kill(pid: number, signal: 0): boolean;
  getuid?(): number;
}

/** The steps that a test replaces. */
export interface StoreParts {
  readonly disk: Disk;
  readonly clock: Clock;
  readonly random: Randomness;
  readonly keychain: Keychain;
}

/** An entry as it stands in its file. */
interface Entry {
  readonly key: string;
  readonly type: 'secret' | 'tokens';
  readonly data: JsonObject;
  /** Fields beside these that another version of connect-cli wrote. */
  readonly others?: JsonObject | undefined;
}

const systemParts = { disk: systemDisk, clock: systemClock, random: systemRandom };

/** The credential store of this user. Nothing is read or loaded before the first call. */
export function createCredentialStore(
  host: StoreHost,
  parts: StoreParts = { ...systemParts, keychain: systemKeychain(host.execPath) },
): CredentialStore {
  const { disk, clock, random } = parts;
  const directory = join(dataDirectory(host.env, host.platform), 'credentials');
  let known: Owners | undefined;
  const owners = (): Owners => (known ??= createOwners(readOwnerSystem(host)));
  const entries = createEntries(directory, { disk, random, now: clock.now, userId: host.getuid?.(), owners });
  const lock: LockDependencies = { disk, clock, random, owners };
  const vault = createVault({
    wanted: host.env['CONNECT_CLI_STORE'],
    mayHaveKeychain: mayHaveKeychain(host.env, host.platform),
    keychain: parts.keychain,
    entries,
    lock,
  });
  return assemble(entries, vault, lock);
}

function assemble(entries: Entries, vault: Vault, lock: LockDependencies): CredentialStore {
  const exclusively = async <T>(key: string, work: () => Promise<T>): Promise<T> => {
    await entries.prepare(key);
    return withLock(`${entries.path(key)}.lock`, lock, work);
  };
  const write = async (entry: Entry): Promise<void> => {
    const path = entries.path(entry.key);
    const before = await entries.read(path).catch(nothing);
    refuseNewer(newerEntry(path), asObject(parseJson(before ?? ''))['version']);
    const { backend } = await vault.choice();
    const whole =
      before === undefined ? entry : mergeEntry(await parseEntry(path, before, vault).catch(nothing), entry);
    await entries.write(entry.key, formatEntry(whole, backend === 'keychain' ? await vault.key() : undefined));
  };
  const read = async (key: string, type: Entry['type']): Promise<JsonObject | undefined> => {
    const path = entries.path(key);
    const text = await entries.read(path);
    if (text === undefined) return undefined;
    const entry = await parseEntry(path, text, vault);
    if (entry.key !== key || entry.type !== type) throw unreadable(path, 'it belongs to something else');
    return entry.data;
  };

  const readTokens = async (key: string): Promise<StoredTokens | undefined> => {
    const data = await read(key, 'tokens');
    return data && tokensOf(entries.path(key), data);
  };

  return {
    exclusively,
    describe: () => describe(entries, vault),
    readSecret: async (key) => {
      const data = await read(key, 'secret');
      const value = data && textField(data, 'value');
      return value === undefined ? undefined : new Secret(value);
    },
    writeSecret: (key, value) => write({ key, type: 'secret', data: { value: value.reveal() } }),
    removeSecret: entries.remove,
    readTokens,
    writeTokens: (key, tokens) => exclusively(key, () => write({ key, type: 'tokens', data: writeTokensJson(tokens) })),
    removeTokens: async (key, onlyIf) => {
      if (onlyIf === undefined) return entries.remove(key);
      await exclusively(key, async () => {
        const now = await readTokens(key);
        if (now?.accessToken.reveal() === onlyIf.reveal()) await entries.remove(key);
      });
    },
    listTokens: (onFault) => listTokens(entries, vault, onFault),
    prepare: entries.prepare,
  };
}

async function describe(entries: Entries, vault: Vault): ReturnType<CredentialStore['describe']> {
  const { backend, why } = await vault.outlook();
  const plain = `Secrets rest unencrypted in "${entries.directory}", readable by you alone (${why ?? 'no keychain'}).`;
  const opened = entries.widened().map((path) => `Others could read "${path}" until now; its mode was put right.`);
  const warnings = [...(backend === 'file' ? [plain] : []), ...opened];
  return {
    backend,
    location: backend === 'keychain' ? 'keychain' : entries.directory,
    warning: warnings.length === 0 ? undefined : warnings.join(' '),
  };
}

async function listTokens(
  entries: Entries,
  vault: Vault,
  onFault: (fault: CliError) => void = () => {},
): ReturnType<CredentialStore['listTokens']> {
  const storedTokens: { key: string; tokens: StoredTokens }[] = [];
  for (const path of await entries.list()) {
    try {
      const text = await entries.read(path);
      if (text === undefined || isOther(text)) continue;
      const entry = await parseEntry(path, text, vault);
      if (entry.type === 'tokens') storedTokens.push({ key: entry.key, tokens: tokensOf(path, entry.data) });
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      onFault(error);
    }
  }
  return storedTokens.toSorted((one, other) => other.tokens.obtainedAt - one.tokens.obtainedAt);
}

/** The remembered choice, and secrets, need no key to be told from tokens. */
function isOther(text: string): boolean {
  const object = asObject(parseJson(text));
  return Object.hasOwn(object, 'backend') || object['type'] === 'secret';
}

function tokensOf(path: string, data: JsonObject): StoredTokens {
  const tokens = readTokensJson(data);
  if (tokens === undefined) throw unreadable(path, 'it holds no tokens');
  return tokens;
}

/** What cannot be read any more, or is not trusted, is written over. */
function nothing(): undefined {
  return undefined;
}

const knownFields: Readonly<Record<Entry['type'], ReadonlySet<string>>> = {
  secret: new Set(['value']),
  tokens: new Set(tokenFields),
};

/** What another version of connect-cli put beside the fields of this one stays. */
function mergeEntry(before: Entry | undefined, entry: Entry): Entry {
  if (before === undefined || before.type !== entry.type || before.key !== entry.key) return entry;
  const unknown = Object.entries(before.data).filter(([name]) => !knownFields[entry.type].has(name));
  return { ...entry, others: before.others, data: { ...Object.fromEntries(unknown), ...entry.data } };
}

function formatEntry({ key, type, data, others }: Entry, sealKey: Buffer | undefined): string {
  const content = sealKey === undefined ? data : seal(sealKey, `${type} ${key}`, JSON.stringify(data));
  return `${JSON.stringify({ ...others, version: fileVersion, key, type, sealed: sealKey !== undefined, content })}\n`;
}

async function parseEntry(path: string, text: string, vault: Vault): Promise<Entry> {
  const object = asObject(parseJson(text));
  const { version, key: _key, type: _type, sealed, content, ...others } = object;
  refuseNewer(newerEntry(path), version);
  const [key, type] = [textField(object, 'key'), textField(object, 'type')];
  if (key === undefined || (type !== 'secret' && type !== 'tokens')) throw unreadable(path, 'it is damaged');
  if (isTooDeep(object)) throw unreadable(path, 'it is damaged');
  if (sealed !== true) return { key, type, data: asObject(content), others };
  const data = unseal(await vault.key(), `${type} ${key}`, textField(object, 'content') ?? '');
  if (data === undefined) throw unreadable(path, 'it was sealed with another key, or changed');
  return { key, type, data: asObject(parseJson(data)), others };
}
