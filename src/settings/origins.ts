import { CliError } from '../core/errors/cli-error.ts';
import { isLoopbackHost } from '../core/text/loopback-host.ts';
import { keysOf } from '../core/text/keys.ts';

interface OriginInfo {
  /** Variables that set it, the first one given wins. Other names than the first are those that single SDKs read. */
  readonly env: readonly [string, ...string[]];
  readonly fallback: string;
  /** Path that an SDK writes behind the origin in the same variable. */
  readonly path?: string | undefined;
}

/**
 * The hosts that connect-cli talks to.
 * The Python SDK keeps the whole token URL in `SMARTCAR_AUTH_ORIGIN`; the Node and Java SDKs call the v3 host
 * `SMARTCAR_API_V3_ORIGIN`, the Ruby SDK calls it `SMARTCAR_VEHICLE_API_ORIGIN`.
 */
export const originTable = {
  connect: {
    env: ['SMARTCAR_CONNECT_ORIGIN'],
    fallback: 'https://connect.smartcar.com',
    path: '/oauth/authorize',
  },
  auth: {
    env: ['SMARTCAR_AUTH_ORIGIN'],
    fallback: 'https://auth.smartcar.com',
    path: '/oauth/token',
  },
  api: { env: ['SMARTCAR_API_ORIGIN'], fallback: 'https://api.smartcar.com', path: '/v2.0' },
  iam: {
    env: ['SMARTCAR_IAM_ORIGIN'],
    fallback: 'https://iam.smartcar.com',
    path: '/oauth2/token',
  },
  vehicleApi: {
    env: ['SMARTCAR_VEHICLE_API_ORIGIN', 'SMARTCAR_API_V3_ORIGIN'],
    fallback: 'https://vehicle.api.smartcar.com',
    path: '/v3',
  },
  management: {
    env: ['SMARTCAR_MANAGEMENT_API_ORIGIN'],
    fallback: 'https://management.smartcar.com',
    path: '/v2.0',
  },
  texture: { env: ['TEXTURE_API_ORIGIN'], fallback: 'https://api.texturehq.com', path: '/v1' },
} as const satisfies Record<string, OriginInfo>;

export type OriginName = keyof typeof originTable;

export const originNames = keysOf(originTable);

/**
 * Reads an origin as people and SDKs write it: with or without a trailing slash, or with the one path that an SDK
 * keeps in the same variable.
 * @param label what the value was given as, for the message
 * @returns the origin without a trailing slash
 * @throws CliError INVALID_VALUE for anything else, and for http to another machine: secrets would travel in clear
 */
export function parseOrigin(name: OriginName, text: string, label: string): string {
  const { path, fallback } = originTable[name];
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const rest = url?.pathname.replace(/\/+$/, '');
  const isOrigin =
    url !== undefined &&
    (url.protocol === 'https:' || url.protocol === 'http:') &&
    (rest === '' || rest === path) &&
    url.search === '' &&
    url.hash === '' &&
    url.username === '' &&
    url.password === '';
  if (!isOrigin) {
    throw new CliError('INVALID_VALUE', `${label} is "${withoutUserInfo(text)}", which is not an origin.`, {
      hint: `Write a scheme and a host, such as ${fallback} or http://localhost:4010.`,
    });
  }
  if (url.protocol === 'http:' && !isLoopbackHost(url.hostname)) {
    throw new CliError(
      'INVALID_VALUE',
      `${label} is "${text}": http to another machine would send secrets in the clear.`,
      {
        hint: 'Use https, or a loopback address for a sandbox on this machine.',
      },
    );
  }
  return url.origin;
}

function withoutUserInfo(text: string): string {
  return text.replace(/\/\/[^/@]*@/, '//');
}
