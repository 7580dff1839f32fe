/** The one value that rests in the keychain of the operating system: the key that seals the entries. */
export interface Keychain {
  /** Undefined if there is none yet. Throws if the keychain is missing, locked or silent. */
  read(): Promise<string | undefined>;
  write(value: string): Promise<void>;
}

const service = 'connect-cli';
const account = 'store-key';
/** A keychain that asks its user something nobody sees must not hold the command. */
const patienceMs = 3_000;

/** Name of the value that a test of the keychain writes and removes. */
const probeAccount = 'doctor';

/** One value in the keychain, as the library has it. */
export interface KeyringEntry {
  getPassword(): Promise<string | null>;
  setPassword(password: string): Promise<void>;
  deletePassword(): Promise<unknown>;
}

/**
 * The keychain of macOS, Windows, or a Secret Service on Linux. The kernel keyring, which is what the library falls back
 * to on Linux, forgets everything at the next start and is left aside.
 */
export const systemKeychain: Keychain = {
  read: () => timely(async () => (await (await openEntry(account)).getPassword()) ?? undefined),
  write: (value) => timely(async () => (await openEntry(account)).setPassword(value)),
};

/** Loads the native library, which is optional: some platforms have no build of it. */
async function openEntry(name: string): Promise<KeyringEntry> {
  const { AsyncEntry } = await import('@napi-rs/keyring');
  return new AsyncEntry(service, name, { linux: { store: 'secret-service' } });
}

async function timely<T>(work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('it did not answer in time')), patienceMs);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** @returns false where asking would be in vain: Linux without a session bus, as in containers and over SSH */
export function mayHaveKeychain(env: Readonly<Record<string, string | undefined>>, platform: string): boolean {
  if (platform === 'darwin' || platform === 'win32') return true;
  return platform === 'linux' && (env['DBUS_SESSION_BUS_ADDRESS'] ?? '') !== '';
}

/**
 * Writes a value into the keychain, reads it and removes it again. The key of the store is not touched.
 * @param value one that cannot be there already
 * @throws Error if the keychain is missing, locked or silent, or gives back something else
 */
export async function probeKeychain(
  value: string,
  open: (name: string) => Promise<KeyringEntry> = openEntry,
): Promise<void> {
  await timely(async () => {
    const entry = await open(probeAccount);
    await entry.setPassword(value);
    const read = await entry.getPassword();
    await entry.deletePassword();
    if (read !== value) throw new Error('it gave back another value than was written');
  });
}
