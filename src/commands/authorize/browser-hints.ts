import { isSet } from '../../core/text/is-set.ts';
import type { Context } from '../../io/context.ts';

/** The addresses of this machine that the owner's browser has to reach. */
export interface LocalAddresses {
  /** Absent where no server listens. */
  readonly redirectUri?: string | undefined;
  /** Address of the sandbox, which no other device reaches. */
  readonly sandbox?: string | undefined;
}

/** What the machine suggests about opening a browser. It orders hints; it forbids nothing. */
export function browserHints(
  { env, platform }: Pick<Context, 'env' | 'platform'>,
  { redirectUri, sandbox }: LocalAddresses,
): readonly string[] {
  const elsewhere =
    sandbox === undefined
      ? 'open the address anywhere and paste the one you land on'
      : 'add --owner select-all, and the sandbox plays the owner';
  if (isSet(env['SSH_CONNECTION']) || isSet(env['SSH_TTY'])) {
    const ports = [redirectUri, sandbox].flatMap((url) => (url === undefined ? [] : [portOf(url)]));
    const flags = ports.map((port) => `-L ${port}:localhost:${port}`).join(' ');
    const forward = flags === '' ? '' : `: ssh ${flags} to this machine, then open the address there`;
    const subject = ports.length > 1 ? 'ports' : 'port';
    return [`You are connected over SSH. Forward the ${subject}${forward}; or ${elsewhere}.`];
  }
  const isHeadless =
    platform === 'linux' && !isSet(env['DISPLAY']) && !isSet(env['WAYLAND_DISPLAY']) && !isSet(env['WSL_DISTRO_NAME']);
  if (!isHeadless) return [];
  if (sandbox !== undefined) return [`There is no display here: ${elsewhere}.`];
  return [
    'There is no display here. Open the address on another device and paste the one you land on, or rehearse with --sandbox --owner select-all.',
  ];
}

function portOf(url: string): string {
  return new URL(url).port || '80';
}
