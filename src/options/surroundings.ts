import type { Context } from '../io/context.ts';

/** What the machine suggests about opening a browser. It orders hints; it forbids nothing. */
export function browserHints(
  ctx: Pick<Context, 'env' | 'platform'>,
  redirectUri: string | undefined,
): readonly string[] {
  const { env, platform } = ctx;
  const port = redirectUri === undefined ? undefined : new URL(redirectUri).port || '80';
  if (isSet(env['SSH_CONNECTION']) || isSet(env['SSH_TTY'])) {
    const forward =
      port === undefined ? '' : `: ssh -L ${port}:localhost:${port} to this machine, then open the address there`;
    return [
      `You are connected over SSH. Forward the port${forward}; or open the address anywhere and paste the one you land on.`,
    ];
  }
  const isHeadless =
    platform === 'linux' && !isSet(env['DISPLAY']) && !isSet(env['WAYLAND_DISPLAY']) && !isSet(env['WSL_DISTRO_NAME']);
  if (!isHeadless) return [];
  return [
    'There is no display here. Open the address on another device and paste the one you land on, or rehearse with --sandbox --owner select-all.',
  ];
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}
