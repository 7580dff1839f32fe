import type { KeyHostFacts, PublicKeyReading } from '../core/findings/key/facts.ts';
import type { Secret } from '../core/secret.ts';

/** What to look at, and how. */
export interface KeyHostRequest {
  /** A domain in the form that Tesla takes. Certificate, SNI and Host header always use it. */
  readonly domain: string;
  /** Opens the socket there instead. */
  readonly connectTo?: { readonly host: string; readonly port: number } | undefined;
  /** Certificates of an authority to trust beside the public ones, PEM. */
  readonly ca?: string | undefined;
  /** Addresses that only this network reaches are allowed. */
  readonly allowPrivate: boolean;
  /** Also look for private keys at the addresses where they end up by mistake. */
  readonly lookForPrivateKey: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Everything about virtual keys that needs the network or cryptography. */
export interface KeyTools {
  /**
   * Takes the facts about a host. Failures on the way are facts too.
   * @throws the signal's reason when it aborts
   */
  probeHost(request: KeyHostRequest): Promise<KeyHostFacts>;
  /** Reads the first PEM block of a text as a public key. */
  readPublicKey(pem: string): Promise<PublicKeyReading>;
  /** A new pair on P-256: the public key as SubjectPublicKeyInfo, the private one as PKCS #8, both PEM. */
  createPair(): Promise<{ readonly publicKey: string; readonly privateKey: Secret }>;
}
