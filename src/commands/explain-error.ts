import { CliError } from '../core/errors/cli-error.ts';
import { errorCodes } from '../core/errors/codes.ts';
import { buildErrorExplanation } from '../core/errors/explanation/document.ts';
import { explainReading } from '../core/errors/explanation/explain.ts';
import type { ErrorExplanation } from '../core/errors/explanation/explanation.ts';
import { cutInput } from '../core/errors/input/cut.ts';
import { parseErrorInput } from '../core/errors/input/parse.ts';
import { errorNames } from '../core/errors/knowledge/lookup.ts';
import { permissionWords } from '../core/providers/smartcar/permission-words.ts';
import { smartcarPermissions } from '../core/providers/smartcar/permissions.ts';
import { exitCodes } from '../core/exit-codes.ts';
import { ownValue } from '../core/text/keys.ts';
import { explainFinding, findingKinds } from '../core/findings/explain.ts';
import type { Context } from '../io/context.ts';
import { readBounds } from '../io/read-bounds.ts';
import { collect } from '../flags/collect.ts';
import { addExamples, addNote, type CommandModule } from './command.ts';
import { nearest, nearNames } from '../flags/nearest.ts';
import { resolveEdition, resolveProvider } from '../flags/provider.ts';
import { checkScope } from '../settings/scope.ts';
import { allowUnknownOption, editionOption, providerOption } from '../flags/shared-options.ts';
import { renderErrorExplanation } from '../report/human/error-explanation.ts';
import type { Outcome } from '../report/outcome.ts';

interface Options {
  readonly permission?: readonly string[] | undefined;
  readonly scope?: string | undefined;
  readonly provider?: string | undefined;
  readonly edition?: string | undefined;
  readonly allowUnknown?: boolean | undefined;
}

export const command: CommandModule = {
  register(program, run) {
    program
      .argument(
        '[error...]',
        'a code, kind of finding, JSON, redirect address or log line; - or nothing reads standard input',
      )
      .option(
        '--permission <name>',
        'permission that the failed request needed, to name the Tesla box behind it; repeatable',
        collect,
      )
      .option('--scope <permissions>', 'the same for a whole scope')
      .option(...providerOption)
      .option(...editionOption)
      .option(...allowUnknownOption)
      .action((words: string[], options: Options) => {
        run((ctx) => explainError(ctx, words, options));
      });
    addNote(program, 'Exits with 0 if at least one error is known, with 5 if none is.');
    addExamples(program, [
      [
        'explain-error PERMISSION:NULL --permission control_security',
        'the cause, the Tesla box behind it, and the fix',
      ],
      ['explain-error virtual_key_required', 'a bare code is enough, in any case'],
      ['explain-error "http://localhost:8000/exchange?error=access_denied"', 'a redirect address'],
      ['explain-error box-missing', 'what a finding means'],
      ['explain-error - < app.log', 'every distinct error in a log'],
    ]);
  },
};

async function explainError(ctx: Context, words: readonly string[], options: Options): Promise<Outcome> {
  const provider = resolveProvider(options.provider);
  const edition = resolveEdition(provider, options.edition);
  const texts = [...(options.permission ?? []), ...(options.scope === undefined ? [] : [options.scope])];
  const scope =
    texts.length === 0
      ? undefined
      : checkScope({ provider, texts, from: '--scope', allowUnknown: options.allowUnknown ?? false });
  let left = 0;
  const input = await readInput(ctx, words, (bytes) => (left = bytes));
  const readings = parseErrorInput(input);
  if (readings.length === 0) throw nothingToExplain();
  const finding = explainFinding(input);
  const explanations = readings.flatMap((reading) =>
    explainReading(reading, {
      provider,
      isProviderGiven: options.provider !== undefined,
      edition,
      asked: scope?.asked ?? [],
      nearest: (text) => nearNames(text, [...errorNames(), ...findingKinds()]),
      nearestPermission: (name) => nearest(name, Object.keys(smartcarPermissions), permissionWords),
    }).map(inOwnWords),
  );
  const document = buildErrorExplanation(
    finding === undefined ? explanations : [finding, ...explanations.filter(({ known }) => known)],
    [...(scope?.warnings ?? []), ...cutWarning(left + cutInput(input.trim()).left)],
  );
  return {
    exitCode: document.known ? exitCodes.done : exitCodes.findings,
    document,
    text: (style) => renderErrorExplanation(document, style),
  };
}

/** The library, which the packed program explains errors by, knows the codes of this program by their names alone. */
function inOwnWords(explanation: ErrorExplanation): ErrorExplanation {
  const { issuer, code } = explanation;
  const info = issuer === 'connect-cli' && code !== null ? ownValue(errorCodes(), code) : undefined;
  return info === undefined ? explanation : { ...explanation, cause: info.meaning, fix: info.fix };
}

function cutWarning(left: number): readonly string[] {
  if (left === 0) return [];
  const kilobytes = Math.round(left / 1024).toLocaleString('en-US');
  return [`The input is too long to be read in full: ${kilobytes} KiB from the middle were left out.`];
}

async function readInput(ctx: Context, words: readonly string[], onCut: (bytes: number) => void): Promise<string> {
  const isStdin = words.length === 0 || (words.length === 1 && words[0] === '-');
  if (!isStdin) return words.join(' ');
  if (ctx.stdin.isTTY) throw nothingToExplain();
  return ctx.stdin.readAll(readBounds.errors, onCut);
}

function nothingToExplain(): CliError {
  return new CliError('INPUT_REQUIRED', 'There is no error to explain.', {
    hint: 'Pass a code such as PERMISSION:NULL, the JSON of an error, a redirect address, or pipe a log in.',
  });
}
