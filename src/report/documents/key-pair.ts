import type { Sha256 } from '../../core/formats.ts';
import type { Document } from '../../core/document.ts';
import { publicKeyPath } from '../../core/tesla/virtual-key.ts';
import { commandLine } from '../../core/text/shell.ts';

/** Whom a pair of one's own is for. */
export const keyPairAudience =
  "The pair is for an application of your own with Tesla's Fleet API. Customers of Smartcar serve the public key that their account manager gave them, and owners of Texture's customers add Texture's.";

/** The document of `virtual-key keygen`. The private key itself is in its file alone. */
export interface KeyPairDocument extends Document {
  readonly kind: 'virtual-key-pair';
  readonly curve: 'prime256v1';
  readonly publicKey: {
    readonly path: string;
    readonly fingerprint: Sha256;
    /**
     * Uncompressed, in hex.
     * @pattern ^04[0-9a-f]{128}$
     */
    readonly point: string;
  };
  readonly privateKey: { readonly path: string; readonly mode: '0600' };
  /** Path on your domain under which Tesla looks for the public key. */
  readonly serveAt: typeof publicKeyPath;
  readonly audience: string;
}

export function buildKeyPairDocument(input: {
  readonly publicPath: string;
  readonly privatePath: string;
  readonly fingerprint: Sha256;
  readonly point: string;
}): KeyPairDocument {
  return {
    schemaVersion: 1,
    kind: 'virtual-key-pair',
    curve: 'prime256v1',
    publicKey: { path: input.publicPath, fingerprint: input.fingerprint, point: input.point },
    privateKey: { path: input.privatePath, mode: '0600' },
    serveAt: publicKeyPath,
    audience: keyPairAudience,
    warnings: [
      `Keep "${input.privatePath}" out of version control and off every web server: who has it can send commands to the paired cars.`,
    ],
    next: [
      {
        command: commandLine(['connect-cli', 'virtual-key', 'check', 'DOMAIN', '--expect', input.publicPath]),
        why: `Serve the public key at https://DOMAIN${publicKeyPath} and check it as Tesla would fetch it.`,
      },
    ],
  };
}
