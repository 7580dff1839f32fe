import { CliError } from '../core/errors/cli-error.ts';
import type { MappingEdition, Provider } from '../core/providers/provider.ts';
import { findEdition, findProvider, providers } from '../core/providers/registry.ts';
import { smartcar } from '../core/providers/smartcar/provider.ts';
import { didYouMean, nearest } from './nearest.ts';

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
  throw new CliError('INVALID_VALUE', `connect-cli can explain the consent of ${provider.name} but cannot run it.`, {
    hint: `\`connect-cli explain-scopes --provider ${provider.id}\` shows which boxes its owners must tick.`,
  });
}

/** Reads `--edition`; the newest table without it. */
export function resolveEdition(provider: Provider, id: string | undefined): MappingEdition {
  const edition = findEdition(provider, id);
  if (edition !== undefined) return edition;
  const known = provider.editions.map((one) => one.id);
  const near = id === undefined ? undefined : (nearestInTime(id, known) ?? nearest(id, known));
  const remark = near === undefined ? '' : ` Did you mean "${near}"?`;
  throw new CliError('UNKNOWN_EDITION', `${provider.name} has no permission table "${id}".${remark}`, {
    hint: `Pass --edition ${known.join(' or --edition ')}.`,
  });
}

/** Editions are named by year and month: whoever names another month, or the year alone, means the nearest of them. */
function nearestInTime(text: string, editions: readonly string[]): string | undefined {
  const [, year, month] = /^\s*(\d{4})(?:\D?(\d{1,2}))?(?!\d)/.exec(text) ?? [];
  if (year === undefined) return undefined;
  const first = Number(year) * 12 + Number(month ?? 1);
  const last = month === undefined ? first + 11 : first;
  const apart = (edition: string) => {
    const [editionYear, editionMonth] = edition.split('-').map(Number);
    const at = (editionYear ?? 0) * 12 + (editionMonth ?? 0);
    return Math.max(first - at, at - last, 0);
  };
  return editions.toSorted((a, b) => apart(a) - apart(b))[0];
}
