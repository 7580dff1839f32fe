import type { NextStep } from '../../core/document.ts';
import { isFailure } from '../../core/findings/finding.ts';
import { CliError } from '../../core/errors/cli-error.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { explainWanted, type ScopeDerivation } from '../../core/findings/code/scope-derivation.ts';
import type { SignalList } from '../../core/permissions/signal-list.ts';
import { smartcar } from '../../core/providers/smartcar/provider.ts';
import type { Context } from '../../io/context.ts';
import { addExamples, type CommandModule } from '../command.ts';
import type { GlobalOptions } from '../../flags/global-options.ts';
import { resolveEdition } from '../../flags/provider.ts';
import { saveScope } from './save-scope.ts';
import { scanCode } from './scan-code.ts';
import { checkScope } from '../../settings/scope.ts';
import { editionOption } from '../../flags/shared-options.ts';
import { pickWanted } from './signal-picker.ts';
import { buildSignalList } from './signal-search.ts';
import { hasWanted, mergeWanted, parseWanted } from './signals.ts';
import { renderScopeDerivation } from '../../report/human/scope-derivation.ts';
import { renderSignalList } from '../../report/human/signal-list.ts';
import type { Outcome } from '../../report/outcome.ts';

interface Options {
  readonly signals?: string | undefined;
  readonly commands?: string | undefined;
  readonly require?: string | undefined;
  readonly fromCode?: string | undefined;
  readonly diff?: string | undefined;
  readonly save?: boolean | undefined;
  readonly list?: boolean | undefined;
  readonly edition?: string | undefined;
}

export const command: CommandModule = {
  register(program, run) {
    program
      .argument('[words...]', 'everyday words to search signals and commands for')
      .option('--signals <codes>', 'signals that your app reads, separated by commas')
      .option('--commands <names>', 'commands that it sends, such as security/lock')
      .option('--require <codes>', 'the ones it cannot do without: their permission gets required:')
      .option('--from-code <directory>', 'find signals, calls and scopes in your code, and compare them')
      .option(
        '--diff <scope>',
        'compare with the scope in use: what is unnecessary, what the owner would have to grant again',
      )
      .option('--save', 'save the scope and its signals in the profile, for later commands')
      .option('--list', 'every signal and command with its permission and box')
      .option(...editionOption)
      .action((words: string[], options: Options) => {
        run((ctx, global) => scopes(ctx, { global, words, options }));
      });
    addExamples(program, [
      ['scopes battery level', 'find the signal you have in mind'],
      [
        'scopes --signals tractionbattery-stateofcharge,odometer-traveleddistance',
        'the fewest permissions for two signals',
      ],
      ['scopes --commands security/lock --require security/lock', 'a command that the app cannot do without'],
      ['scopes --from-code . --diff "read_vin read_battery"', 'what your code needs against the scope in use'],
    ]);
  },
};

interface ScopesInput {
  readonly global: GlobalOptions;
  readonly words: readonly string[];
  readonly options: Options;
}

async function scopes(ctx: Context, { global, words, options }: ScopesInput): Promise<Outcome> {
  const edition = resolveEdition(smartcar, options.edition);
  const isDeriving = hasWanted(options) || options.fromCode !== undefined;
  if (words.length > 0 || options.list === true) {
    if (isDeriving || options.diff !== undefined || options.save === true) throw listAndDerive(words);
    return listOutcome(buildSignalList(edition, words.join(' ')));
  }
  const current =
    options.diff === undefined
      ? undefined
      : checkScope({ provider: smartcar, texts: [options.diff], from: '--diff', allowUnknown: false });
  const scanned = options.fromCode === undefined ? undefined : await scanCode(ctx, options.fromCode, current?.asked);
  const chosen = isDeriving ? parseWanted(options) : await pickWanted(ctx, global.canPrompt, edition);
  const document = explainWanted({
    wanted: mergeWanted(chosen, scanned?.wanted),
    edition,
    current: current?.asked,
    code: scanned?.code,
    findings: scanned?.findings,
    warnings: [...(current?.warnings ?? []), ...(scanned?.warnings ?? [])],
  });
  const saved = options.save === true ? await saveScope(ctx, global.profile, document) : undefined;
  return derivationOutcome({ ...document, ...(saved === undefined ? {} : { saved }), next: nextSteps(document.scope) });
}

function listAndDerive(words: readonly string[]): CliError {
  const subject = words.length === 0 ? 'The list' : `The search "${words.join(' ')}"`;
  return new CliError('USAGE', `${subject} and --signals, --commands or --from-code cannot be combined.`, {
    hint: 'Search first; then pass the codes with --signals and --commands.',
  });
}

function listOutcome(document: SignalList): Outcome {
  return { exitCode: exitCodes.done, document, text: (style) => renderSignalList(document, style) };
}

function derivationOutcome(document: ScopeDerivation): Outcome {
  return {
    exitCode: document.findings.some(isFailure) ? exitCodes.findings : exitCodes.done,
    document,
    text: (style) => renderScopeDerivation(document, style),
  };
}

function nextSteps(scope: string): readonly NextStep[] {
  if (scope === '')
    return [{ command: 'connect-cli scopes --list', why: 'Every signal and command with its permission.' }];
  return [
    {
      command: `connect-cli explain-scopes ${scope}`,
      why: 'What the owner must tick for it, and what a missed box costs.',
    },
    { command: `connect-cli authorize --sandbox --scope "${scope}"`, why: 'Rehearse the consent without a Tesla.' },
  ];
}
