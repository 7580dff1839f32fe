import { buildPublicKeyUrl } from '../../tesla/virtual-key.ts';

/** Everything that was seen of a domain that serves a public key to Tesla. Checks read it; nothing here is judged. */
export interface KeyHostFacts {
  readonly domain: string;
  /** The exact address that Tesla fetches. */
  readonly url: string;
  /** When the facts were taken, milliseconds since 1970. */
  readonly takenAt: number;
  readonly route: KeyRoute;
  /** Null when no TLS connection came about. */
  readonly certificate: CertificateFacts | null;
  /** Why no TLS connection came about. */
  readonly connectFailure: string | null;
  /** The first fetch, as a plain program would do it. Null when it was not tried. */
  readonly first: KeyFetch | null;
  /** The same fetch in the name of usual clients, a browser among them. Empty when it was not tried. */
  readonly clients: readonly { readonly client: KeyClient; readonly fetch: KeyFetch }[];
  /** Further fetches that should give the same. */
  readonly repeats: readonly KeyFetch[];
  /** The same path on the host with, or without, `www.`. */
  readonly twin: { readonly domain: string; readonly fetch: KeyFetch } | null;
  /** Addresses where a private key would lie by mistake. Null when nobody asked to look. */
  readonly strayPaths: readonly StrayPath[] | null;
  /** What the first answer's block holds. Null without such a block. */
  readonly key: PublicKeyReading | null;
  /** What the first answer's certificate says, where it is one. */
  readonly servedCertificate: { readonly subject: string; readonly keyType: string } | null;
}

/** An address where a private key would lie by mistake, and what lies there. */
export interface StrayPath {
  readonly path: string;
  readonly holdsPrivateKey: boolean;
  /** The file there, where its compression hides what it is. */
  readonly hidden?: Pick<KeyAnswer, 'contentEncoding' | 'notUnpacked'> | undefined;
}

/** The way to the host. */
export interface KeyRoute {
  /** `HOST:PORT` that was connected to in place of the domain. */
  readonly connectTo: string | null;
  readonly addresses: readonly string[];
  /** Those of the addresses that the public cannot reach. */
  readonly privateAddresses: readonly string[];
  readonly privateAllowed: boolean;
  /** An authority beside the public ones was trusted. */
  readonly extraAuthority: boolean;
  /** Why the name led to no address. */
  readonly failure: string | null;
}

/** What the host's certificate says, and what the TLS library thinks of it. */
export interface CertificateFacts {
  readonly trusted: boolean;
  /** Code of the TLS library, such as `CERT_HAS_EXPIRED`. */
  readonly problem: string | null;
  readonly subject: string;
  readonly issuer: string;
  readonly names: readonly string[];
  /** Milliseconds since 1970. */
  readonly validFrom: number;
  readonly validTo: number;
  /** Certificates that the host sent. */
  readonly chainLength: number;
}

/** Clients whose requests bot protections tell apart. Which one Tesla's is like is not published. */
export const keyClients = ['curl', 'Go', 'Python requests', 'no User-Agent', 'browser'] as const;

/** One of `keyClients`. */
export type KeyClient = (typeof keyClients)[number];

/** One fetch: an answer, or why there was none. */
export type KeyFetch =
  | { readonly answered: true; readonly answer: KeyAnswer }
  | { readonly answered: false; readonly failure: string };

/** What the host answered at one path. */
export interface KeyAnswer {
  readonly status: number;
  readonly location: string | null;
  readonly contentType: string | null;
  readonly cacheControl: string | null;
  /** Compression of the body, where the host sends one. None was asked for. */
  readonly contentEncoding?: string | null | undefined;
  /** `WWW-Authenticate`: the host wants a login. */
  readonly authenticate?: string | null | undefined;
  /** `cf-mitigated`: a bot protection of Cloudflare answered in place of the host. */
  readonly mitigated?: string | null | undefined;
  readonly setsCookie: boolean;
  /** Bytes received before reading ended. */
  readonly size: number;
  /**
   * One character for each byte, behind the compression that the host declares; the bytes as sent where it cannot be
   * undone.
   */
  readonly body: string;
  /** Why the declared compression could not be undone. */
  readonly notUnpacked?: string | null | undefined;
  /** The inside of a gzip file that is not declared as one, or what came out of broken data before its fault. */
  readonly inner?: string | null | undefined;
  /** SHA-256 of the bytes as sent, hex. */
  readonly digest: string;
  /** Whether the body was read whole, and if not, why reading ended. */
  readonly ended: 'complete' | 'too-long' | 'too-slow' | 'cut-off';
}

/** A public key as a parser read it. */
export type PublicKeyReading =
  | {
      readonly readable: true;
      /** `ec`, `rsa`, `ed25519` … */
      readonly type: string;
      /** OpenSSL's name of the curve; Tesla's is `prime256v1`. */
      readonly curve: string | null;
      /** SHA-256 of the SubjectPublicKeyInfo in DER, hex. */
      readonly fingerprint: string;
      /** Uncompressed point in hex, as Tesla's API returns it; null unless it is an EC key. */
      readonly point: string | null;
      /** What is written otherwise than key tools write it, as short facts. */
      readonly unusual?: readonly string[] | undefined;
    }
  | { readonly readable: false; readonly reason: string };

/** Facts of a host that nobody has looked at yet, or that cannot be looked at. */
export function untouchedFacts(domain: string, takenAt: number): KeyHostFacts {
  return {
    domain,
    url: buildPublicKeyUrl(domain),
    takenAt,
    route: {
      connectTo: null,
      addresses: [],
      privateAddresses: [],
      privateAllowed: false,
      extraAuthority: false,
      failure: null,
    },
    certificate: null,
    connectFailure: null,
    first: null,
    clients: [],
    repeats: [],
    twin: null,
    strayPaths: null,
    key: null,
    servedCertificate: null,
  };
}
