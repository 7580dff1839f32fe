import { Option, type Command } from 'commander';
import type { CampaignProgressDocument, OwnerProgress } from '../../core/campaign/documents.ts';
import type { AuditedRow } from '../../core/campaign/audited-row.ts';
import { createProgressCount, needOf, strongerNeed, type Need } from '../../core/campaign/progress.ts';
import { CliError } from '../../core/errors/cli-error.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { csvLine } from '../../core/text/csv.ts';
import type { Context } from '../../io/context.ts';
import type { RowGroups } from '../../io/rows.ts';
import { renderCampaignProgress } from '../../report/human/campaign.ts';
import type { Outcome } from '../../report/outcome.ts';
import { createStyle } from '../../report/terminal/style.ts';
import { readAuditedRows } from './read-rows.ts';

const matches = { user: 'userId', external: 'externalId', vehicle: 'vehicleId', connection: 'connectionId' } as const;

/** The flags of `campaign progress`. */
export interface ProgressFlags {
  readonly match?: keyof typeof matches | undefined;
  readonly format?: 'jsonl' | 'csv' | undefined;
  readonly input?: 'jsonl' | 'csv' | undefined;
}

export function addProgressOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--match <id>', 'which id identifies an owner: user (default), external, vehicle, connection').choices(
        Object.keys(matches),
      ),
    )
    .addOption(new Option('--format <form>', 'print one row per owner').choices(['jsonl', 'csv']));
}

interface ProgressInput {
  readonly before: string;
  readonly after: string;
  readonly json: boolean;
  readonly flags: ProgressFlags;
}

type Side = 'before' | 'after';

/** Compares two audits owner by owner. @throws CliError USAGE where both are to come from stdin */
export async function showProgress(ctx: Context, { before, after, json, flags }: ProgressInput): Promise<Outcome> {
  if (before === '-' && after === '-') {
    throw new CliError('USAGE', 'Standard input can hold only one of the two audits.', {
      hint: 'Name a file for one of the two.',
    });
  }
  const groups = await ctx.rows.group();
  try {
    const warnings = [
      ...(await collectSide(ctx, groups, { path: before, side: 'before', flags })),
      ...(await collectSide(ctx, groups, { path: after, side: 'after', flags })),
    ];
    const counts = await compareSides(ctx, groups, flags.format);
    const document: CampaignProgressDocument = {
      schemaVersion: 1,
      kind: 'campaign-progress',
      ...counts,
      warnings,
      next: [],
    };
    if (flags.format === undefined) {
      return { exitCode: exitCodes.done, document, text: (style) => renderCampaignProgress(document, style) };
    }
    // Rows have stdout to themselves, as those of audit have.
    ctx.stderr.write(
      json ? `${JSON.stringify(document)}\n` : renderCampaignProgress(document, createStyle(ctx.stderr)),
    );
    return { exitCode: exitCodes.done };
  } finally {
    groups.discard();
  }
}

interface SideInput {
  readonly path: string;
  readonly side: Side;
  readonly flags: ProgressFlags;
}

async function collectSide(
  ctx: Context,
  groups: RowGroups,
  { path, side, flags }: SideInput,
): Promise<readonly string[]> {
  const name = matches[flags.match ?? 'user'];
  const take = (row: AuditedRow) => {
    const key = row[name];
    if (key === null) return `it has no ${name}`;
    groups.add(key, [side, needOf(row)] satisfies SideRecord);
    return undefined;
  };
  return (await readAuditedRows(ctx, { path, form: flags.input, take })).warnings;
}

type SideRecord = readonly [side: Side, need: Need];

interface OwnerNeeds {
  before?: Need;
  after?: Need;
}

async function compareSides(
  ctx: Pick<Context, 'stdout' | 'signal'>,
  groups: RowGroups,
  format: ProgressFlags['format'],
): Promise<ReturnType<ReturnType<typeof createProgressCount>['result']>> {
  const count = createProgressCount();
  if (format === 'csv') ctx.stdout.write(csvLine(['id', 'progress', 'before', 'after']));
  for await (const batch of groups.batches()) {
    ctx.signal.throwIfAborted();
    let text = '';
    for (const [id, { before, after }] of needsOf(batch)) {
      const progress = count.add(before, after);
      if (progress !== undefined && format !== undefined) text += ownerLine({ id, progress, before, after }, format);
    }
    if (text !== '') ctx.stdout.write(text);
  }
  return count.result();
}

function needsOf(batch: Iterable<readonly [string, unknown]>): ReadonlyMap<string, OwnerNeeds> {
  const owners = new Map<string, OwnerNeeds>();
  for (const [id, record] of batch) {
    // It went into the groups as one.
    const [side, need] = record as SideRecord;
    const owner = owners.get(id) ?? {};
    const known = owner[side];
    owner[side] = known === undefined ? need : strongerNeed(known, need);
    owners.set(id, owner);
  }
  return owners;
}

interface OwnerLine {
  readonly id: string;
  readonly progress: OwnerProgress;
  readonly before: Need | undefined;
  readonly after: Need | undefined;
}

function ownerLine({ id, progress, before, after }: OwnerLine, format: 'jsonl' | 'csv'): string {
  if (format === 'csv') return csvLine([id, progress, before ?? '', after ?? '']);
  return `${JSON.stringify({ id, progress, before: before ?? null, after: after ?? null })}\n`;
}
