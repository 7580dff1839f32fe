import { buildApprovalLink, buildAuditLinks } from '../../core/audit/links.ts';
import { fieldNames } from '../../core/audit/row.ts';
import { CliError } from '../../core/errors/cli-error.ts';
import { smartcar } from '../../core/providers/smartcar/provider.ts';
import { parseEra } from '../../flags/connection.ts';
import { usualAccess } from '../../flags/sandbox.ts';
import { resolveEdition } from '../../flags/provider.ts';
import { resolveKeyDomain } from '../../flags/virtual-key.ts';
import type { GlobalOptions } from '../../flags/global-options.ts';
import type { Context } from '../../io/context.ts';
import type { RowSource } from '../../io/rows.ts';
import type { SandboxHandle } from '../../io/sandbox-control.ts';
import { openAllConnections } from '../../live/all-connections.ts';
import { ownStore } from '../../live/own-store.ts';
import { openSandbox } from '../../live/sandbox.ts';
import { findIdentity } from '../../settings/identity.ts';
import { resolveScope, type ResolvedScope } from '../../settings/scope.ts';
import { resolveSettings, type Settings } from '../../settings/settings.ts';
import { checkFlags, refuseSameFile } from './check-flags.ts';
import type { AuditInput, AuditPlan, PrepareInput } from './plan.ts';
import { describeSettings } from './live-settings.ts';
import { prepareTexts } from './texts.ts';
import type { AuditFlags, AuditFormat } from './flags.ts';

/** A plan, and what was opened for it. */
export interface PreparedAudit {
  readonly plan: AuditPlan;
  close(): Promise<void>;
}

/** @throws CliError INPUT_REQUIRED without a scope, and those of flags and settings */
export async function prepareAudit(outer: Context, input: PrepareInput): Promise<PreparedAudit> {
  checkFlags(input);
  await refuseSameFile(outer, input);
  const { flags } = input;
  const sandbox = await openSandbox(outer, flags, { provider: smartcar });
  const close = async () => sandbox?.close();
  try {
    return { plan: await buildPlan(ownStore(outer, sandbox), input, sandbox), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function buildPlan(
  ctx: Context,
  { global, file, flags }: PrepareInput,
  sandbox: SandboxHandle | undefined,
): Promise<AuditPlan> {
  const edition = resolveEdition(smartcar, flags.edition ?? sandbox?.edition);
  const scope = await requireScope(ctx, global, flags);
  const keyDomain = flags.keyDomain === undefined ? smartcar.virtualKeyDomain : resolveKeyDomain(flags.keyDomain);
  const settingFlags = {
    applicationId: flags.applicationId,
    clientId: flags.clientId,
    redirectUris: flags.redirectUri,
    profile: global.profile,
  };
  const settings = await resolveSettings(ctx, settingFlags, sandbox);
  const { approvalLink, ...links } = resolveLinks(settings, scope, keyDomain);
  const format = chooseFormat(flags);
  const plan = {
    table: { provider: smartcar, edition, asked: scope.asked },
    ...links,
    textFor: prepareTexts(flags, { links: links.links, approvalLink, keyDomain, format }),
    // The page shows boxes by themselves; a picture of a fleet wants its models and years, too.
    groupBy: flags.groupBy ?? (format === 'html' ? (['model', 'year'] as const) : []),
    format,
    only: flags.only === undefined ? undefined : new Set(flags.only),
    out: flags.out,
    csv: flags.rows,
    rejects: flags.rejects,
    warnings: scope.warnings,
  };
  const from = await openInput(ctx, { file, flags, settings });
  return { ...plan, input: from, settings: describeSettings(plan, flags, { settings, input: from }) };
}

/** Who picks rows, wants texts or names a file for the rows wants to see them. */
function chooseFormat({ format, only, texts, out }: AuditFlags): AuditFormat | undefined {
  if (format !== undefined) return format;
  if (out !== undefined) return formatOfName(out);
  return only === undefined && texts !== true ? undefined : 'jsonl';
}

function formatOfName(path: string): AuditFormat {
  const ending = /\.(csv|html?|md)$/i.exec(path)?.[1]?.toLowerCase();
  if (ending === 'csv') return 'csv';
  return ending === undefined ? 'jsonl' : ending === 'md' ? 'markdown' : 'html';
}

interface OpenInputInput extends Omit<PrepareInput, 'global'> {
  readonly settings: Settings;
}

async function openInput(ctx: Context, { file, flags, settings }: OpenInputInput): Promise<AuditInput> {
  if (file !== undefined) return { kind: 'file', source: sourceOf(file, flags) };
  const connections = await openAllConnections(ctx, settings, parseEra(flags.api));
  return { kind: 'live', connections, checkpoint: flags.checkpoint };
}

async function requireScope(ctx: Context, global: GlobalOptions, flags: AuditFlags): Promise<ResolvedScope> {
  const scope = await resolveScope(ctx, {
    provider: smartcar,
    flags: { ...flags, scope: flags.scope ?? usualAccess(flags) },
    choice: { readsEnvironment: flags.sandbox === undefined, profile: global.profile },
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
  return { path: file, form, columns: column, fields: fieldNames };
}

function resolveLinks(
  settings: Settings,
  scope: ResolvedScope,
  keyDomain: string,
): Pick<AuditPlan, 'links' | 'linkless'> & { readonly approvalLink: string | null } {
  const identity = findIdentity(settings);
  const { value, source } = settings.redirectUris;
  // The address of Smartcar's tutorials is not an address of the app.
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
