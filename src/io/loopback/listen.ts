import { randomInt } from 'node:crypto';
import { CliError } from '../../core/errors/cli-error.ts';
import type { Loopback, LoopbackOptions } from '../context.ts';
import type { Site } from './admit.ts';
import { createAttempt } from './attempt.ts';
import { bindTarget, type BindFailure } from './bind.ts';
import { parseRedirectTarget, withPort, type RedirectTarget } from './redirect-target.ts';
import { createLoopbackServer } from './server.ts';
import { createSocketPool } from './sockets.ts';

/**
 * Holds the port of the first redirect URI whose addresses are all free, and waits there for the answer of Connect.
 * Nothing that arrives but an accepted callback ends the wait.
 * @throws CliError PORT_UNAVAILABLE when every port is taken; INVALID_VALUE for a URI that is not loopback http
 */
export async function listenLoopback(options: LoopbackOptions): Promise<Loopback> {
  const failures: BindFailure[] = [];
  for (const target of options.redirectUris.map((uri) => parseRedirectTarget(uri, options.codespace))) {
    const result = await listenOn(target, options);
    if (!('reason' in result)) return result;
    failures.push(result);
  }
  const reasons = failures.map(({ reason }) => reason).join('; ');
  const exhausted = failures.find(({ hint }) => hint !== undefined);
  throw new CliError('PORT_UNAVAILABLE', `connect-cli cannot wait for the answer of Connect: ${reasons}.`, {
    cause: exhausted && Object.assign(new Error(exhausted.reason), { code: exhausted.code }),
    hint: exhausted?.hint ?? 'Stop the other program, or pass another registered address with --redirect-uri.',
  });
}

/** @returns the listening server, or why it could not listen */
async function listenOn(target: RedirectTarget, options: LoopbackOptions): Promise<Loopback | BindFailure> {
  const sockets = createSocketPool();
  const attempt = createAttempt(options, sockets);
  const entryPath = `/${createEntryToken()}`;
  let site = siteOf(target, target.port, entryPath);
  const binding = await bindTarget(target, () => {
    const server = createLoopbackServer((request, response) => attempt.handle(request, response, site), attempt.count);
    sockets.watch(server);
    return server;
  });
  if (!binding.bound) {
    sockets.destroyAll();
    return binding;
  }
  site = siteOf(target, binding.port, entryPath);

  const closeServers = async (): Promise<void> => {
    const closed = binding.servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve())));
    // Browsers hold idle sockets open for minutes; close() alone would wait for every one of them.
    sockets.destroyAll();
    await Promise.all(closed);
  };
  let closing: Promise<void> | undefined;
  return {
    redirectUri: withPort(target, binding.port),
    entryUrl:
      target.isForwarded === true
        ? `https://${target.host}${entryPath}`
        : `http://${target.host}:${binding.port}${entryPath}`,
    setEntry: attempt.setEntry,
    callback: attempt.callback,
    rejected: attempt.rejected,
    watch: attempt.watch,
    finish: attempt.finish,
    close: () => (closing ??= closeServers()),
  };
}

/** Letters and digits that are not mistaken for one another when they are typed over. */
const typeable = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Ten characters carry 49 bits: no other program on this machine guesses the way to the link with its state. */
function createEntryToken(): string {
  return Array.from({ length: 10 }, () => typeable[randomInt(typeable.length)]).join('');
}

function siteOf(target: RedirectTarget, port: number, entryPath: string): Site {
  const outcomePath = target.path === '/outcome' ? '/result' : '/outcome';
  return {
    port,
    hosts: [...new Set(['localhost', '127.0.0.1', '[::1]', ...(target.isForwarded === true ? [] : [target.host])])],
    forwardedHost: target.isForwarded === true ? target.host : undefined,
    callbackPath: target.path,
    entryPath,
    outcomePath,
    finalPath: `${outcomePath}/final`,
  };
}
