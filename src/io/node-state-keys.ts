import { createHash, createHmac } from 'node:crypto';
import { stat } from 'node:fs/promises';
import type { StateKeys } from '../core/campaign/state.ts';
import type { Secret } from '../core/secret.ts';
import { CliError } from '../core/errors/cli-error.ts';
import { readPath } from './bounded-read.ts';
import { readBounds } from './read-bounds.ts';
import { explainFileError } from './file-error.ts';
import { constantTimeEqual } from './loopback/constant-time.ts';
import type { KeyFile, StateKeyTools } from './state-keys.ts';

/** Everybody may read, or others than the owner may write. */
const openModes = 0o026;

export function createStateKeyTools(platform: string): StateKeyTools {
  return {
    readFile: (path) => readKeyFile(path, platform),
    create: async (secrets) => createStateKeys(secrets),
  };
}

async function readKeyFile(path: string, platform: string): Promise<KeyFile> {
  try {
    const { mode } = await stat(path);
    const bytes = await readPath(path, readBounds.secret);
    // Windows keeps no such modes.
    return { text: bytes.toString('utf8'), isOpenToOthers: platform !== 'win32' && (mode & openModes) !== 0 };
  } catch (error) {
    throw error instanceof CliError ? error : explainFileError(error, path, 'read');
  }
}

function createStateKeys(secrets: readonly [Secret, ...Secret[]]): StateKeys {
  const [first, ...others] = secrets.map((secret) => [idOf(secret), secret] as const);
  if (first === undefined) throw new Error('the type has at least one');
  const byId = new Map([first, ...others]);
  return {
    ids: [first[0], ...others.map(([id]) => id)],
    sign: (id, content) => {
      const secret = byId.get(id);
      if (secret === undefined) throw new Error(`no key ${id}`);
      return createHmac('sha256', secret.reveal()).update(content).digest('base64url');
    },
    isSame: constantTimeEqual,
  };
}

/** The first 48 bits of a digest: they name the key and tell nothing of it. */
function idOf(secret: Secret): string {
  return createHash('sha256').update(`connect-cli campaign key\n${secret.reveal()}`).digest('base64url').slice(0, 8);
}
