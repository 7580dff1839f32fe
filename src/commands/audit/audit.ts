import { hasAny } from '../../core/audit/summary.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import type { Context } from '../../io/context.ts';
import { renderAudit } from '../../report/human/audit.ts';
import type { Outcome } from '../../report/outcome.ts';
import { createStyle } from '../../report/terminal/style.ts';
import { addExamples, addNote, type CommandModule } from '../command.ts';
import { addAuditOptions, type AuditFlags } from './flags.ts';
import { mergeAudits } from './merge.ts';
import { auditLive, type AuditResult } from './audit-live.ts';
import { openAuditRun } from './audit-run.ts';
import type { AuditPlan, PrepareInput } from './plan.ts';
import { prepareAudit } from './prepare.ts';

export const command: CommandModule = {
  register(program, run) {
    addAuditOptions(program)
      .argument(
        '[file]',
        'connections as JSON Lines or CSV; - reads stdin; without a file they are read live from Smartcar',
      )
      .action((file: string | undefined, flags: AuditFlags) => {
        run((ctx, global) => audit(ctx, { global, file, flags }));
      });
    program
      .command('merge')
      .description('merge the summaries of parts into one')
      .argument('<summary...>', 'files written by audit --json or --summary')
      .action((files: string[]) => {
        run((ctx) => mergeAudits(ctx, files));
      });
    addNote(
      program,
      'Exits with 0 whatever is found; with --fail-on, exits with 5 if one of those verdicts occurs. Rows go to stdout in the order of the input, the summary to stderr. Without a file, all connections of your application are read live: from API v3 with its credentials, or from v2 with the management token. With --checkpoint and --out, a run that was stopped or even killed resumes without repeating or dropping a row; rows already printed to stdout cannot be taken back, so --checkpoint needs --out for them.',
    );
    addExamples(program, [
      ['audit connections.jsonl --scope "read_odometer control_security"', 'how many connections need what'],
      [
        'audit fleet.csv --column vin=VIN_NO --format csv --only missing-boxes,key-needed',
        'the rows that need work, with the link of each owner',
      ],
      ['audit fleet.csv --format html --rows rows.csv > audit.html', 'an HTML report that links to every row'],
      ['audit fleet.csv --texts --app-name Voltly --lang de --only missing-boxes', 'with the text for each owner'],
      [
        'audit --scope "read_odometer control_security" --out audit.csv --checkpoint audit.state',
        'live, all connections; run it again to resume after a stop',
      ],
      ['audit --sandbox=http://localhost:4010 --scope read_odometer', 'the same against a running sandbox'],
      ['audit - --format jsonl --summary part.json < part.jsonl', 'one part of many, as a filter'],
      ['audit merge part-1.json part-2.json --json', 'the summary of all parts'],
      ['audit merge parts/*.json', 'the same for people'],
    ]);
  },
};

async function audit(ctx: Context, { global, file, flags }: PrepareInput): Promise<Outcome> {
  const prepared = await prepareAudit(ctx, { global, file, flags });
  try {
    return await report(ctx, { plan: prepared.plan, global, flags });
  } finally {
    await prepared.close();
  }
}

interface ReportInput extends Omit<PrepareInput, 'file'> {
  readonly plan: AuditPlan;
}

async function report(ctx: Context, { plan, global, flags }: ReportInput): Promise<Outcome> {
  const { document, settle } = await judgeRows(ctx, plan, global.json);
  try {
    if (flags.summary !== undefined) await ctx.files.writeAtomic(flags.summary, `${JSON.stringify(document)}\n`);
    const exitCode = hasAny(document, flags.failOn ?? []) ? exitCodes.findings : exitCodes.done;
    if (plan.format === undefined || plan.out !== undefined)
      return { exitCode, document, text: (style) => renderAudit(document, style), settle };
    ctx.stderr.write(global.json ? `${JSON.stringify(document)}\n` : renderAudit(document, createStyle(ctx.stderr)));
    return { exitCode, settle };
  } catch (error) {
    await settle?.(false);
    throw error;
  }
}

async function judgeRows(ctx: Context, plan: AuditPlan, json: boolean): Promise<AuditResult> {
  const { input } = plan;
  if (input.kind === 'live') return auditLive(ctx, { plan, input, json });
  const run = await openAuditRun(ctx, plan);
  try {
    await ctx.rows.read(input.source, run.visitor);
    return { document: run.finish([]) };
  } finally {
    run.close();
  }
}
