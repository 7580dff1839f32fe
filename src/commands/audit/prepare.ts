import type { Grouping } from '../../core/audit/document.ts';
import { buildApprovalLink, buildAuditLinks, type AuditLinks } from '../../core/audit/links.ts';
import type { AuditTable, AuditVerdict } from '../../core/audit/verdict.ts';
import { CliError } from '../../core/errors/cli-error.ts';
import { smartcar } from '../../core/providers/smartcar/provider.ts';
import { checkRedirectUris } from '../../flags/link-flags.ts';
import { resolveEdition } from '../../flags/provider.ts';
import { resolveKeyDomain } from '../../flags/virtual-key.ts';
import type { GlobalOptions } from '../../flags/global-options.ts';
import type { Context } from '../../io/context.ts';
import type { RowSource } from '../../io/rows.ts';
import { findIdentity } from '../../settings/identity.ts';
import { resolveScope, type ResolvedScope } from '../../settings/scope.ts';
import { resolveSettings, type Settings } from '../../settings/settings.ts';
import { prepareTexts, type TextFor } from './texts.ts';
import type { AuditFlags, AuditFormat } from './flags.ts';

/** Everything that an audit needs before its first row. */
export interface AuditPlan {
  readonly source: RowSource;
  readonly table: AuditTable;
  readonly links: AuditLinks;
  /** Present where texts are wanted. */
  readonly textFor: TextFor | undefined;
  /** Verdicts whose link could not be built, and what it takes. */
  readonly linkless: readonly { readonly verdict: AuditVerdict; readonly lacks: string }[];
  readonly groupBy: readonly Grouping[];
  readonly format: AuditFormat | undefined;
  /** Verdicts of the rows that are printed; absent: all. */
  readonly only: ReadonlySet<AuditVerdict> | undefined;
  /** Where the rows go as CSV, too. */
  readonly csv: string | undefined;
  readonly rejects: string | undefined;
  readonly warnings: readonly string[];
}

interface PrepareInput {
  readonly global: GlobalOptions;
  readonly file: string;
  readonly flags: AuditFlags;
}

/** @throws CliError INPUT_REQUIRED without a scope, and those of flags and settings */
export async function prepareAudit(ctx: Context, { global, file, flags }: PrepareInput): Promise<AuditPlan> {
  const edition = resolveEdition(smartcar, flags.edition);
  const scope = await requireScope(ctx, global, flags);
  const keyDomain = flags.keyDomain === undefined ? smartcar.virtualKeyDomain : resolveKeyDomain(flags.keyDomain);
  const settings = await resolveSettings(ctx, {
    applicationId: flags.applicationId,
    clientId: flags.clientId,
    redirectUris: flags.redirectUri === undefined ? undefined : checkRedirectUris(flags.redirectUri),
    profile: global.profile,
  });
  const { approvalLink, ...links } = resolveLinks(settings, scope, keyDomain);
  return {
    source: sourceOf(file, flags),
    table: { provider: smartcar, edition, asked: scope.asked },
    ...links,
    textFor: prepareTexts(flags, { links: links.links, approvalLink, keyDomain }),
    // The page shows boxes by themselves; a picture of a fleet wants its models and years, too.
    groupBy: flags.groupBy ?? (flags.format === 'html' ? ['model', 'year'] : []),
    // Who picks rows or wants texts wants to see them.
    format: flags.format ?? (flags.only === undefined && flags.texts !== true ? undefined : 'jsonl'),
    only: flags.only === undefined ? undefined : new Set(flags.only),
    csv: flags.rows,
    rejects: flags.rejects,
    warnings: scope.warnings,
  };
}

async function requireScope(ctx: Context, global: GlobalOptions, flags: AuditFlags): Promise<ResolvedScope> {
  const scope = await resolveScope(ctx, {
    provider: smartcar,
    flags,
    choice: { usesSurroundings: true, profile: global.profile },
  });
  if (scope !== undefined) return scope;
  throw new CliError('INPUT_REQUIRED', 'An audit needs the permissions that your app asks for.', {
    hint: 'Pass --scope "read_odometer control_security", set SMARTCAR_SCOPE, or save them with `connect-cli init`.',
  });
}

function sourceOf(file: string, { input, column }: AuditFlags): RowSource {
  const form = input ?? (/\.csv$/i.test(file) ? 'csv' : 'jsonl');
  if (form === 'jsonl' && column !== undefined) {
    throw new CliError('USAGE', '--column names the columns of a CSV, and these rows are JSON.', {
      hint: 'Pass --input csv if they are CSV.',
    });
  }
  return { path: file, form, columns: column };
}

function resolveLinks(
  settings: Settings,
  scope: ResolvedScope,
  keyDomain: string,
): Pick<AuditPlan, 'links' | 'linkless'> & { readonly approvalLink: string | null } {
  const identity = findIdentity(settings);
  const { value, source } = settings.redirectUris;
  // The address of Smartcar's tutorials is no address of the app.
  const redirectUri = source.kind === 'default' ? undefined : value[0];
  const parts = {
    identity,
    redirectUri,
    origin: settings.origins.connect.value,
    asked: scope.asked,
    keyDomain,
  };
  const links = buildAuditLinks(parts);
  const lacks = identity === undefined ? 'the application id (--application-id)' : 'the redirect URI (--redirect-uri)';
  const linkless = (['revoked', 'missing-boxes', 'migrate'] as const)
    .filter((verdict) => links[verdict] === null)
    .map((verdict) => ({ verdict, lacks }));
  return { links, linkless, approvalLink: buildApprovalLink(parts) };
}
