import { CliError } from '../../core/errors/cli-error.ts';

/** Why no answer came, in plain words, by the code of Node, OpenSSL or undici. */
const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  UND_ERR_SOCKET: 'the connection was cut',
  ENOTFOUND: 'the name does not resolve',
  EAI_AGAIN: 'the name does not resolve right now',
  ENETUNREACH: 'the network is unreachable',
  EHOSTUNREACH: 'the host is unreachable',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate chain ends in an unknown authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate chain is incomplete or unknown',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate chain is incomplete or unknown',
  UND_ERR_ABORTED: 'the proxy refused to connect',
};

const certificateCodes = /CERT|SIGNATURE|SELF_SIGNED/;

/** The error codes that mean "too slow". */
const timeoutCodes = new Set([
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

/** Thrown inside the adapters when an attempt ran out of time. */
export class AttemptTimeout extends Error {
  override readonly name = 'AttemptTimeout';
}

/** Thrown inside the adapters when a body went over {@link maximumBodyBytes}. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
}

/** Longest body that is read; the largest page of connections stays far below. */
export const maximumBodyBytes = 16 * 1024 * 1024;

/**
 * Turns what Node or undici threw into a CliError. The cause is folded into the sentence and not attached:
 * those errors can carry the request, and with it its headers and body.
 * @param origin where the request went; never more than the origin, the rest can hold secrets
 */
export function explainFailure(error: unknown, origin: string, timeoutMs: number): CliError {
  const code = deepestCode(error);
  if (error instanceof AttemptTimeout || (code !== undefined && timeoutCodes.has(code))) {
    return new CliError('TIMED_OUT', `"${origin}" did not answer within ${timeoutMs / 1000} s.`, {
      hint: 'Try again; `connect-cli config explain` shows where each address comes from.',
    });
  }
  if (error instanceof BodyTooLarge) {
    return new CliError('NETWORK', `The answer of "${origin}" is larger than ${maximumBodyBytes / 1024 / 1024} MiB.`, {
      hint: 'Check that the address is the one of the provider.',
    });
  }
  const reason = (code === undefined ? undefined : reasons[code]) ?? 'the request failed';
  return new CliError(
    'NETWORK',
    `"${origin}" could not be reached: ${reason}${code === undefined ? '' : ` (${code})`}.`,
    {
      hint: hintFor(code, origin),
    },
  );
}

function hintFor(code: string | undefined, origin: string): string {
  if (code !== undefined && certificateCodes.test(code)) {
    return 'Behind a proxy that inspects traffic, point NODE_EXTRA_CA_CERTS or SSL_CERT_FILE at its certificate.';
  }
  if (isLoopbackOrigin(origin)) return 'Start it with `connect-cli sandbox`, or check the port of the address.';
  return 'Check the network and HTTPS_PROXY; `connect-cli config explain` shows where each address comes from.';
}

/** @returns true if requests to this origin never leave the machine */
export function isLoopbackOrigin(origin: string): boolean {
  const host = new URL(origin).hostname;
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/** Errors come wrapped (undici: cause; several addresses: AggregateError): the innermost code says most. */
function deepestCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const inner: unknown = error.cause ?? (error instanceof AggregateError ? error.errors[0] : undefined);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return deepestCode(inner) ?? code;
}
