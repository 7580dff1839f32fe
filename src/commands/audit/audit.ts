import { hasAny } from '../../core/audit/summary.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import type { Context } from '../../io/context.ts';
import type { GlobalOptions } from '../../flags/global-options.ts';
import { renderAudit } from '../../report/human/audit.ts';
import type { Outcome } from '../../report/outcome.ts';
import { createStyle } from '../../report/terminal/style.ts';
import { addExamples, addNote, type CommandModule } from '../command.ts';
import { addAuditOptions, type AuditFlags } from './flags.ts';
import { mergeAudits } from './merge.ts';
import { prepareAudit } from './prepare.ts';
import { auditRows } from './audit-rows.ts';

export const command: CommandModule = {
  register(program, run) {
    addAuditOptions(program)
      .argument('<file>', 'rows of connections: JSON Lines or CSV; - reads stdin')
      .action((file: string, flags: AuditFlags) => {
        run((ctx, global) => audit(ctx, { global, file, flags }));
      });
    program
      .command('merge')
      .description('add the summaries of parts to the summary of the whole')
      .argument('<summary...>', 'files that audit --json or --summary wrote')
      .action((files: string[]) => {
        run((ctx) => mergeAudits(ctx, files));
      });
    addNote(
      program,
      'Exit code 0 whatever is found; with --fail-on 5 where it comes up. Rows go to stdout in the order of the input, the summary to stderr.',
    );
    addExamples(program, [
      ['audit connections.jsonl --scope "read_odometer control_security"', 'how many connections need what'],
      [
        'audit fleet.csv --column vin=VIN_NO --format csv --only missing-boxes,key-needed',
        'the rows that need work, with the link of each owner',
      ],
      ['audit fleet.csv --format html --rows rows.csv > audit.html', 'a page to look at, with a link to every row'],
      ['audit fleet.csv --texts --app-name Voltly --lang de --only missing-boxes', 'with the text for each owner'],
      ['audit - --format jsonl --summary part.json < part.jsonl', 'one part of many, as a filter'],
      ['audit merge part-1.json part-2.json --json', 'the summary of all parts'],
      ['audit merge parts/*.json', 'the same for people'],
    ]);
  },
};

interface AuditInput {
  readonly global: GlobalOptions;
  readonly file: string;
  readonly flags: AuditFlags;
}

async function audit(ctx: Context, { global, file, flags }: AuditInput): Promise<Outcome> {
  const plan = await prepareAudit(ctx, { global, file, flags });
  const document = await auditRows(ctx, plan);
  if (flags.summary !== undefined) await ctx.files.writeAtomic(flags.summary, `${JSON.stringify(document)}\n`);
  const exitCode = hasAny(document, flags.failOn ?? []) ? exitCodes.findings : exitCodes.done;
  if (plan.format === undefined) return { exitCode, document, text: (style) => renderAudit(document, style) };
  ctx.stderr.write(global.json ? `${JSON.stringify(document)}\n` : renderAudit(document, createStyle(ctx.stderr)));
  return { exitCode };
}
