import { askKeychain, type KeychainQuestion } from './keychain-process.ts';

/** The one value that rests in the keychain of the operating system: the key that seals the entries. */
export interface Keychain {
  /** Undefined if there is none yet. Throws if the keychain is missing, locked or silent. */
  read(): Promise<string | undefined>;
  write(value: string): Promise<void>;
}

const account = 'store-key';

/** Name of the value that a test of the keychain writes and removes. */
const probeAccount = 'doctor';

/** One value in the keychain, as the library has it. */
export interface KeyringEntry {
  getPassword(): Promise<string | null>;
  setPassword(password: string): Promise<void>;
  deletePassword(): Promise<unknown>;
}

/**
 * The keychain of macOS, Windows, or a Secret Service on Linux.
 * @param node path of the program that runs this one
 */
export function systemKeychain(node: string): Keychain {
  const entry = openEntry(node, account);
  return { read: async () => (await entry.getPassword()) ?? undefined, write: entry.setPassword };
}

function openEntry(node: string, name: string): KeyringEntry {
  const ask = (method: KeychainQuestion['method'], ...values: readonly string[]) =>
    askKeychain(node, { account: name, method, values });
  return {
    getPassword: async () => (await ask('getPassword')) ?? null,
    setPassword: async (value) => void (await ask('setPassword', value)),
    deletePassword: () => ask('deletePassword'),
  };
}

/** @returns false where asking would be in vain: Linux without a session bus, as in containers and over SSH */
export function mayHaveKeychain(env: Readonly<Record<string, string | undefined>>, platform: string): boolean {
  if (platform === 'darwin' || platform === 'win32') return true;
  return platform === 'linux' && (env['DBUS_SESSION_BUS_ADDRESS'] ?? '') !== '';
}

/** A value that only a test of the keychain writes and removes: the key of the store is not touched. */
export function probeEntry(node: string): KeyringEntry {
  return openEntry(node, probeAccount);
}

/**
 * Writes a value into the keychain, reads it and removes it again.
 * @param value one that cannot be there already
 * @throws Error if the keychain is missing, locked or silent, or gives back something else
 */
export async function probeKeychain(value: string, entry: KeyringEntry): Promise<void> {
  await entry.setPassword(value);
  const read = await entry.getPassword();
  await entry.deletePassword();
  if (read !== value) throw new Error('it gave back another value than was written');
}
