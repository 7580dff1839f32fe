import { findProvider } from '../core/providers/registry.ts';
import type { Context } from '../io/context.ts';
import { activeProfile } from './active-profile.ts';
import {
  always,
  readSources,
  resolveForProvider,
  resolveSetting,
  type Resolved,
  type Statements,
} from './precedence.ts';
import { activeProject } from './project-file.ts';
import { noOrigin, type SettingFlags } from './sources/source.ts';

/** Whose consent is spoken of, and by which of the tables that the provider published. */
export interface SettledTable {
  readonly provider: Resolved<string>;
  /** Undefined for a provider that does not exist. */
  readonly edition: Resolved<string> | undefined;
}

/** Settles provider and edition from what the sources say. */
export function resolveTable(statements: Statements): SettledTable {
  const provider = always(resolveSetting(statements, 'provider'));
  const newest = findProvider(provider.value)?.editions.at(-1)?.id;
  const settings = { edition: [{ name: '', value: newest }] };
  const edition = resolveForProvider(
    [...statements, { kind: 'default', values: { settings, origin: noOrigin } }],
    'edition',
    provider.value,
  );
  return { provider, edition };
}

/** The same for those who need no other setting: where a flag names the provider, no profile is looked up. */
export async function settleTable(
  ctx: Pick<Context, 'env' | 'cwd' | 'profiles'>,
  flags: Pick<SettingFlags, 'provider' | 'edition' | 'profile'>,
): Promise<SettledTable> {
  return resolveTable(
    readSources({
      flags,
      sandbox: undefined,
      env: ctx.env,
      project: await activeProject(ctx),
      profile: flags.provider === undefined ? await activeProfile(ctx, flags.profile) : undefined,
    }),
  );
}
