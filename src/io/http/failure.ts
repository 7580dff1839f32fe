import { CliError } from '../../core/errors/cli-error.ts';
import { isLoopbackOrigin } from './loopback-origin.ts';
import type { Environment, Proxy } from './proxy.ts';
import { ProxyRefusal } from './proxy-refusal.ts';
import { ownValue } from '../../core/text/keys.ts';

/** Why no answer came, in plain words, by the code of Node, OpenSSL or undici. `party` is who was talked to. */
interface Cause {
  /** About the host itself. */
  readonly host: string;
  /** About the proxy, where a connection goes to the proxy first; the same words about the host where it is absent. */
  readonly proxy?: ((proxy: string) => string) | undefined;
  readonly hint: (about: FailureContext) => string;
}

/** What failed, and on which way. */
export interface FailureContext {
  /** Where the request went; never more than the origin, the rest can hold secrets. */
  readonly origin: string;
  readonly timeoutMs: number;
  /** The proxy between, if the environment names one for this origin. */
  readonly proxy?: Proxy | undefined;
  readonly env: Environment;
}

const checkNetwork = 'Check the network; `connect-cli doctor` tries each address and the way to it.';

/** Nothing answered on the way: the first party on it is the proxy, where there is one. */
function noWay({ origin, proxy }: FailureContext): string {
  if (proxy !== undefined) {
    return `Correct or unset ${proxy.variable}; NO_PROXY=${new URL(origin).hostname} goes there without a proxy. \`connect-cli doctor\` tries it.`;
  }
  if (isLoopbackOrigin(origin)) return 'Start it with `connect-cli sandbox`, or check the port of the address.';
  return checkNetwork;
}

function unknownAuthority({ env }: FailureContext): string {
  const set = ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE'].find((name) => (ownValue(env, name) ?? '') !== '');
  return set === undefined
    ? 'Behind a proxy that inspects traffic, point NODE_EXTRA_CA_CERTS at the certificate of its authority (PEM).'
    : `${set} is set, and the file does not hold this authority: \`connect-cli doctor\` reads it. NODE_EXTRA_CA_CERTS takes several in one PEM file.`;
}

const anotherServer = (): string =>
  'Another server answers in its place, such as a proxy or the sign-in page of a network: leave that network, or ask who runs it.';

const wrongTime = (): string =>
  'Check the clock of this machine: `connect-cli doctor` compares it with the clocks of the servers.';

const unresolved = {
  host: 'the name does not resolve',
  proxy: (proxy: string) => `the name of the proxy ${proxy} does not resolve`,
  hint: noWay,
} as const;

const cut = {
  host: 'the connection was cut',
  proxy: (proxy: string) => `the connection through the proxy ${proxy} was cut`,
  hint: noWay,
} as const;

const chain = { host: 'its certificate chain is incomplete or unknown', hint: unknownAuthority } as const;

/** One row for each way in which a request can fail before an answer came. */
const causes: Readonly<Record<string, Cause>> = {
  ECONNREFUSED: {
    host: 'nothing listens there',
    proxy: (proxy) => `nothing listens at the proxy ${proxy}`,
    hint: noWay,
  },
  ECONNRESET: cut,
  EPIPE: cut,
  UND_ERR_SOCKET: cut,
  ENOTFOUND: unresolved,
  EAI_AGAIN: {
    ...unresolved,
    host: 'the name does not resolve right now',
    proxy: (proxy) => `the name of the proxy ${proxy} does not resolve right now`,
  },
  ENETUNREACH: {
    host: 'the network is unreachable',
    proxy: (proxy) => `the network of the proxy ${proxy} is unreachable`,
    hint: noWay,
  },
  EHOSTUNREACH: {
    host: 'the host is unreachable',
    proxy: (proxy) => `the proxy ${proxy} is unreachable`,
    hint: noWay,
  },
  CERT_HAS_EXPIRED: { host: 'its certificate has expired', hint: wrongTime },
  CERT_NOT_YET_VALID: { host: 'its certificate is not valid yet', hint: wrongTime },
  ERR_TLS_CERT_ALTNAME_INVALID: { host: 'its certificate is for another name', hint: anotherServer },
  DEPTH_ZERO_SELF_SIGNED_CERT: { host: 'its certificate is self-signed', hint: unknownAuthority },
  SELF_SIGNED_CERT_IN_CHAIN: {
    host: 'its certificate chain ends in an unknown authority',
    hint: unknownAuthority,
  },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: chain,
  UNABLE_TO_GET_ISSUER_CERT: chain,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: chain,
  HPE_HEADER_OVERFLOW: {
    host: 'the headers of its answer are too long',
    hint: () => 'Check that the address is the one of the provider.',
  },
  UND_ERR_HEADERS_OVERFLOW: {
    host: 'the headers of its answer are too long',
    hint: () => 'Check that the address is the one of the provider.',
  },
};

const unknownCause: Cause = { host: 'the request failed', hint: noWay };

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

/** Thrown inside the adapters when the connection ended within a body. */
export class BodyCut extends Error {
  override readonly name = 'BodyCut';
  readonly status: number;

  constructor(status: number, cause: unknown) {
    super('the body was cut', { cause });
    this.status = status;
  }
}

/** Longest body that is read; the largest page of connections stays far below. */
export const maximumBodyBytes = 16 * 1024 * 1024;

/**
 * Turns what Node or undici threw into a CliError. The cause is folded into the sentence and not attached:
 * those errors can carry the request, and with it its headers and body.
 */
export function explainFailure(error: unknown, context: FailureContext): CliError {
  const { origin, timeoutMs, proxy } = context;
  const code = deepestCode(error);
  if (error instanceof AttemptTimeout || (code !== undefined && timeoutCodes.has(code))) {
    const through = proxy === undefined ? '' : ` through the proxy ${proxyName(proxy)}`;
    return new CliError('TIMED_OUT', `"${origin}" did not answer within ${timeoutMs / 1000} s${through}.`, {
      hint: 'Try again; `connect-cli config explain` shows where each address comes from.',
    });
  }
  if (error instanceof BodyTooLarge) {
    return new CliError('NETWORK', `The answer of "${origin}" is larger than ${maximumBodyBytes / 1024 / 1024} MiB.`, {
      hint: 'Check that the address is the one of the provider.',
    });
  }
  if (error instanceof BodyCut) {
    return new CliError(
      'NETWORK',
      `"${origin}" answered ${error.status}, and the connection was cut within the answer.`,
      {
        hint: 'Try again; a proxy on the way may have cut it: `connect-cli doctor` tries each address and the way to it.',
      },
    );
  }
  const refusal = chainOf(error).find((one) => one instanceof ProxyRefusal);
  if (refusal !== undefined && proxy !== undefined) {
    const { reason, hint } = explainProxyRefusal(refusal.status, proxy);
    return unreachable(origin, reason, hint);
  }
  if (code?.startsWith('HPE_') === true && ownValue(causes, code) === undefined) {
    return new CliError('NETWORK', `"${origin}" answered with something that is not valid HTTP (${code}).`, {
      hint: 'Check the address and its port: `connect-cli config explain` shows where each address comes from.',
    });
  }
  const cause = (code === undefined ? undefined : ownValue(causes, code)) ?? unknownCause;
  const reason = (proxy === undefined ? undefined : cause.proxy?.(proxyName(proxy))) ?? cause.host;
  return unreachable(origin, `${reason}${code === undefined ? '' : ` (${code})`}`, cause.hint(context));
}

function unreachable(origin: string, reason: string, hint: string): CliError {
  return new CliError('NETWORK', `"${origin}" could not be reached: ${reason}.`, { hint });
}

/** How a proxy is named to people: never with the user name and password that its variable may hold. */
function proxyName({ address, variable }: Pick<Proxy, 'address' | 'variable'>): string {
  return `"${address}" (${variable})`;
}

/** A proxy that was reached and would not open the way. */
export function explainProxyRefusal(status: number, proxy: Proxy): { readonly reason: string; readonly hint: string } {
  const { variable } = proxy;
  const name = proxyName(proxy);
  if (status === 407) {
    return {
      reason: `the proxy ${name} ${proxy.hasPassword ? 'refused the user name and password' : 'wants a user name and a password'} (407)`,
      hint: `Write them into ${variable} as http://USER:PASSWORD@${proxy.address}, special characters percent-encoded. Only Basic sign-in is possible.`,
    };
  }
  return {
    reason: `the proxy ${name} answered ${status} and opened no connection`,
    hint:
      status >= 500
        ? `The proxy could not reach the host. Try again, or ask who runs the proxy in ${variable}.`
        : `Ask who runs the proxy in ${variable} to allow the host, or name it in NO_PROXY if this machine may go there directly.`,
  };
}

/** Errors come wrapped (undici: cause; several addresses: AggregateError): outermost first. */
function chainOf(error: unknown): readonly Error[] {
  if (!(error instanceof Error)) return [];
  const inner: unknown = error.cause ?? (error instanceof AggregateError ? error.errors[0] : undefined);
  return [error, ...chainOf(inner)];
}

/** The innermost code says most. */
function deepestCode(error: unknown): string | undefined {
  return chainOf(error)
    .map((one) => ('code' in one && typeof one.code === 'string' ? one.code : undefined))
    .findLast((code) => code !== undefined);
}
