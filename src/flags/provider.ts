import { CliError } from '../core/errors/cli-error.ts';
import type { MappingEdition, Provider } from '../core/providers/provider.ts';
import { findEdition, findProvider, providers } from '../core/providers/registry.ts';
import { smartcar } from '../core/providers/smartcar/provider.ts';
import { didYouMean } from './nearest.ts';

/** Reads `--provider`; Smartcar without it. */
export function resolveProvider(id: string | undefined): Provider {
  if (id === undefined) return smartcar;
  const provider = findProvider(id);
  if (provider !== undefined) return provider;
  const known = providers.map((one) => one.id);
  throw new CliError('UNKNOWN_PROVIDER', `There is no provider "${id}".${didYouMean(id, known)}`, {
    hint: `Pass --provider ${known.join(' or --provider ')}.`,
  });
}

/** Providers whose consent `authorize` starts and ends. */
const runnable: ReadonlySet<string> = new Set(['smartcar', 'texture']);

/**
 * A provider that is data alone can be explained and drawn; running its consent takes code of its own.
 * @throws CliError INVALID_VALUE for such a provider
 */
export function refuseDataOnly(provider: Provider): void {
  if (runnable.has(provider.id)) return;
  throw new CliError('INVALID_VALUE', `connect-cli explains the consent of ${provider.name} and cannot run it.`, {
    hint: `\`connect-cli explain-scopes --provider ${provider.id}\` shows which boxes its owners must tick.`,
  });
}

/** Reads `--edition`; the newest table without it. */
export function resolveEdition(provider: Provider, id: string | undefined): MappingEdition {
  const edition = findEdition(provider, id);
  if (edition !== undefined) return edition;
  throw new CliError('UNKNOWN_EDITION', `${provider.name} has no permission table "${id}".`, {
    hint: `Pass --edition ${provider.editions.map((one) => one.id).join(' or --edition ')}.`,
  });
}
