import { CliError } from '../../../core/errors/cli-error.ts';
import { isLoopbackHost } from '../../../core/text/loopback-host.ts';
import type { Settings } from '../../../settings/settings.ts';
import { failure, ok, skipped, together, type Check, type CheckResult, type Examination } from '../check.ts';
import { originsOf } from '../origins.ts';
import { ownValue } from '../../../core/text/keys.ts';

/** The proxies that the environment names, each asked to open a way to an origin that would go through it. */
export const proxyCheck: Check = {
  id: 'proxy',
  title: 'Proxy',
  async run(examination) {
    const { settings } = examination;
    if (settings instanceof CliError) return skipped('The settings must be fixed first.');
    const origins = remoteOrigins(settings);
    if (origins.length === 0) return skipped('All origins are on this machine, where no proxy is used.');
    try {
      return await tryProxies(examination, origins);
    } catch (error) {
      if (error instanceof CliError && error.code === 'INVALID_VALUE') return failure(error.message, error.hint);
      throw error;
    }
  },
};

function remoteOrigins(settings: Settings): readonly string[] {
  const values = originsOf(settings).map((name) => settings.origins[name].value);
  return [...new Set(values)].filter((origin) => !isLoopbackHost(new URL(origin).hostname));
}

async function tryProxies({ ctx }: Examination, origins: readonly string[]): Promise<CheckResult> {
  const routes = await Promise.all(
    origins.map(async (origin) => ({ origin, proxy: await ctx.machine.proxyFor(origin) })),
  );
  const direct = routes.filter(({ proxy }) => proxy === undefined);
  const first = routes.find(({ proxy }) => proxy !== undefined);
  if (first?.proxy === undefined) {
    const names = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'];
    return names.some((name) => (ownValue(ctx.env, name) ?? '') !== '')
      ? ok('NO_PROXY excludes every origin from the proxy.')
      : ok('No proxy is set (HTTPS_PROXY, HTTP_PROXY).');
  }
  const { address, variable } = first.proxy;
  const probe = await ctx.machine.askProxy(first.origin, ctx.signal);
  const past = direct.map(({ origin }) => ok(`NO_PROXY excludes ${origin}.`));
  if (probe.outcome === 'open') {
    return together([ok(`The proxy "${address}" (${variable}) connects to ${first.origin}.`), ...past]);
  }
  const { reason, hint } = probe;
  return together([failure(`${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`, hint), ...past]);
}
