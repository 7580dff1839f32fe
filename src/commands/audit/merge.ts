import type { AuditDocument } from '../../core/audit/document.ts';
import { addSummary, createTally } from '../../core/audit/tally.ts';
import { buildSummary } from '../../core/audit/summary.ts';
import { readSummary } from '../../core/audit/read-summary.ts';
import { CliError } from '../../core/errors/cli-error.ts';
import { refuseNewer } from '../../core/errors/newer-file.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { parseScope } from '../../core/permissions/scope.ts';
import { smartcar } from '../../core/providers/smartcar/provider.ts';
import { asObject, parseJson } from '../../core/text/json.ts';
import { resolveEdition } from '../../flags/provider.ts';
import type { Context } from '../../io/context.ts';
import { readBounds } from '../../io/read-bounds.ts';
import { renderAudit } from '../../report/human/audit.ts';
import type { Outcome } from '../../report/outcome.ts';

/** Adds summaries of parts, as if one run had read all of their rows. */
export async function mergeAudits(ctx: Pick<Context, 'files'>, paths: readonly string[]): Promise<Outcome> {
  const parts = await Promise.all(paths.map(async (path) => ({ path, summary: await readPart(ctx, path) })));
  const [first] = parts;
  if (first === undefined) throw new Error('commander lets no empty list pass');
  const { edition, scope, groupBy } = first.summary;
  const tally = createTally(groupBy);
  for (const part of parts) {
    refuseOther(first, part);
    addSummary(tally, part.summary);
  }
  const document = buildSummary(tally, {
    edition: resolveEdition(smartcar, edition),
    asked: parseScope([scope]).asked,
    warnings: [...new Set(parts.flatMap(({ summary }) => summary.warnings))],
  });
  return { exitCode: exitCodes.done, document, text: (style) => renderAudit(document, style) };
}

interface Part {
  readonly path: string;
  readonly summary: AuditDocument;
}

async function readPart(ctx: Pick<Context, 'files'>, path: string): Promise<AuditDocument> {
  const written = asObject(parseJson(await ctx.files.readText(path, readBounds.summary)));
  const hint = 'Merge it with the newer connect-cli that wrote it.';
  if (written['kind'] === 'audit') refuseNewer({ name: `The summary "${path}"`, hint }, written['schemaVersion']);
  const summary = readSummary(written);
  if (summary !== undefined) return summary;
  throw new CliError('INVALID_VALUE', `"${path}" is not a summary of an audit.`, {
    hint: 'Pass files that `connect-cli audit --json` or `--summary` wrote.',
  });
}

function refuseOther(first: Part, part: Part): void {
  const differing = (['edition', 'scope', 'groupBy'] as const).find(
    (name) => String(first.summary[name]) !== String(part.summary[name]),
  );
  if (differing === undefined) return;
  const label = { edition: 'edition', scope: 'scope', groupBy: '--group-by' }[differing];
  const say = ({ path, summary }: Part) => `"${path}" has "${String(summary[differing])}"`;
  throw new CliError('INVALID_VALUE', `The summaries are of another ${label}: ${say(first)}, ${say(part)}.`, {
    hint: 'Audit all parts with the same flags, then merge their summaries.',
  });
}
