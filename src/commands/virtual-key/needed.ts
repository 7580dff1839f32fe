import { CliError } from '../../core/errors/cli-error.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { explainVinKeyNeed } from '../../core/tesla/virtual-key-need.ts';
import type { Context } from '../../io/context.ts';
import type { CommandModule } from '../command.ts';
import type { GlobalOptions } from '../../flags/global-options.ts';
import { resolveModel, resolveYear } from '../../flags/virtual-key.ts';
import { renderKeyNeeds, renderNeedLine } from '../../report/human/virtual-key-need.ts';
import { buildKeyNeedDocument, buildKeyNeedRow, buildModelResult } from '../../report/documents/key-need.ts';
import type { Outcome } from '../../report/outcome.ts';

interface Options {
  readonly model?: string | undefined;
  readonly year?: string | undefined;
}

/** Lines that leave in one write. */
const batchSize = 500;

export const command: CommandModule = {
  register(program, run) {
    program
      .argument('[vin...]', 'VINs; - reads them from stdin, one per line, and answers line by line')
      .option('--model <model>', 'instead of a VIN: 3, Y, S, X, Cybertruck')
      .option('--year <year>', 'model year, with --model')
      .action((vins: string[], options: Options) => {
        run((ctx, global) => tellKeyNeed(ctx, { global, vins, options }));
      });
  },
};

interface TellKeyNeedInput {
  readonly global: GlobalOptions;
  readonly vins: readonly string[];
  readonly options: Options;
}

async function tellKeyNeed(ctx: Context, { global, vins, options }: TellKeyNeedInput): Promise<Outcome> {
  if (vins.includes('-') && vins.length > 1) throw mixedInput();
  const model = resolveModel(options.model);
  const year = resolveYear(options.year);
  if (model === undefined && year !== null) throw yearAlone();
  if (vins.length === 0 && model === undefined && ctx.stdin.isTTY) throw nothingGiven();
  if (model === undefined && (vins.length === 0 || vins[0] === '-')) return streamNeeds(ctx, global);
  const byVin = vins.map(explainVinKeyNeed);
  const document = buildKeyNeedDocument(model === undefined ? byVin : [...byVin, buildModelResult(model, year)]);
  return { exitCode: exitCodes.done, document, text: (style) => renderKeyNeeds(document, style) };
}

async function streamNeeds(ctx: Pick<Context, 'stdin' | 'stdout' | 'signal'>, global: GlobalOptions): Promise<Outcome> {
  let batch: string[] = [];
  let count = 0;
  const flush = () => {
    if (batch.length > 0) ctx.stdout.write(`${batch.join('\n')}\n`);
    batch = [];
  };
  for await (const line of ctx.stdin.lines(ctx.signal)) {
    const text = firstField(line);
    if (text === '') continue;
    count += 1;
    const need = explainVinKeyNeed(text);
    batch.push(global.json ? JSON.stringify(buildKeyNeedRow(need)) : renderNeedLine(need));
    if (batch.length >= batchSize) flush();
  }
  flush();
  if (count === 0) throw nothingGiven();
  return { exitCode: exitCodes.done };
}

/** The first column of a table's line, without quotes and byte order mark. */
function firstField(line: string): string {
  return (line.split(/[,;\t]/, 1)[0] ?? '').replace(/["'\ufeff]/g, '').trim();
}

function nothingGiven(): CliError {
  return new CliError('INPUT_REQUIRED', 'There is no VIN to check.', {
    hint: 'Pass VINs, pipe them in, one per line, or pass --model 3.',
  });
}

function mixedInput(): CliError {
  return new CliError('USAGE', 'Pass either VINs or "-", not both.', { hint: 'With -, every VIN is read from stdin.' });
}

function yearAlone(): CliError {
  return new CliError('INPUT_REQUIRED', 'A year alone says nothing about the key.', {
    hint: 'Add --model S or --model X.',
  });
}
