import { buildCampaignLink, isBuilt, type CampaignLinkParts, type PersonalLink } from '../../core/campaign/links.ts';
import { campaignKinds, type CampaignKind } from '../../core/campaign/kinds.ts';
import { createLinkReader, joinFacts, type LinkReader } from '../../core/campaign/row-links.ts';
import { CliError } from '../../core/errors/cli-error.ts';
import { smartcar } from '../../core/providers/smartcar/provider.ts';
import { keysOf } from '../../core/text/keys.ts';
import type { GlobalOptions } from '../../flags/global-options.ts';
import { pickChoice, resolveAppName } from '../../flags/letter.ts';
import { resolveKeyDomain } from '../../flags/virtual-key.ts';
import type { Context } from '../../io/context.ts';
import { languages, type Language } from '../../report/guide/messages/languages.ts';
import { findIdentity } from '../../settings/identity.ts';
import { resolveScope } from '../../settings/scope.ts';
import { resolveSettings } from '../../settings/settings.ts';
import { defaultLifetime, type CampaignFlags } from './flags.ts';
import { requireStateKeys, type LoadedKeys } from './state-keys.ts';

/** Everything that a campaign needs before its first row. */
export interface CampaignPlan {
  readonly out: string;
  readonly loaded: LoadedKeys;
  /** The words by which another command finds the same keys. */
  readonly keyWords: readonly string[];
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  readonly kinds: readonly CampaignKind[];
  readonly language: Language;
  readonly app: string | undefined;
  readonly rowLinks: LinkReader;
  /** What settings say of the links; the links of the rows say it before them. */
  readonly parts: CampaignLinkParts;
  readonly warnings: readonly string[];
}

interface PrepareInput {
  readonly global: GlobalOptions;
  readonly flags: CampaignFlags;
}

/** @throws CliError INPUT_REQUIRED, CREDENTIALS_MISSING, INVALID_VALUE */
export async function prepareCampaign(ctx: Context, { global, flags }: PrepareInput): Promise<CampaignPlan> {
  if (flags.out === undefined || flags.out.trim() === '') {
    throw new CliError('INPUT_REQUIRED', 'A campaign needs a directory to write to.', {
      hint: 'Pass --out DIRECTORY: a new one, or an empty one.',
    });
  }
  const language = pickChoice(flags.lang ?? 'en', keysOf(languages), '--lang');
  const app = resolveAppName(flags.appName);
  const { parts, warnings, applicationId } = await resolveParts(ctx, { global, flags });
  const loaded = await requireStateKeys(ctx, flags.keyFile);
  return {
    out: flags.out,
    loaded,
    keyWords: flags.keyFile === undefined ? [] : ['--key-file', flags.keyFile],
    expiresAt: ctx.clock.now() + (flags.expiresIn ?? defaultLifetime),
    kinds: campaignKinds.filter((kind) => flags.only?.includes(kind) ?? true),
    language,
    app,
    rowLinks: createLinkReader({ origin: parts.origin, keyDomain: parts.keyDomain, applicationId }),
    parts,
    warnings: [...warnings, ...loaded.warnings],
  };
}

interface ResolvedParts {
  readonly parts: CampaignLinkParts;
  /** Set where the user said which application is meant. */
  readonly applicationId: string | undefined;
  readonly warnings: readonly string[];
}

async function resolveParts(ctx: Context, { global, flags }: PrepareInput): Promise<ResolvedParts> {
  const settings = await resolveSettings(ctx, {
    applicationId: flags.applicationId,
    clientId: flags.clientId,
    redirectUris: flags.redirectUri,
    profile: global.profile,
  });
  const choice = { readsEnvironment: true, profile: global.profile };
  const scope = await resolveScope(ctx, { provider: smartcar, flags, choice });
  const { value, source } = settings.redirectUris;
  const parts = {
    origin: settings.origins.connect.value,
    identity: findIdentity(settings),
    // The address of Smartcar's tutorials is not an address of the app.
    redirectUri: source.kind === 'default' ? undefined : value[0],
    asked: scope?.asked,
    keyDomain: flags.keyDomain === undefined ? smartcar.virtualKeyDomain : resolveKeyDomain(flags.keyDomain),
  };
  return { parts, applicationId: flags.applicationId ?? flags.clientId, warnings: scope?.warnings ?? [] };
}

/**
 * The links of all kinds, once all rows were read.
 * @throws CliError INPUT_REQUIRED where owners of a kind would get none
 */
export function requireLinks(
  { kinds, parts, rowLinks }: CampaignPlan,
  needed: ReadonlySet<CampaignKind>,
): ReadonlyMap<CampaignKind, PersonalLink> {
  const links = new Map<CampaignKind, PersonalLink>();
  for (const kind of kinds) {
    if (!needed.has(kind)) continue;
    const link = buildCampaignLink(kind, joinFacts(parts, rowLinks.facts()));
    if (!isBuilt(link)) {
      throw new CliError(
        'INPUT_REQUIRED',
        `The links for ${kind} need the ${link.lacks}, which neither the rows nor the settings provide.`,
        {
          hint: `Pass ${link.flag}, or leave these owners out with --only.`,
        },
      );
    }
    links.set(kind, link);
  }
  return links;
}
