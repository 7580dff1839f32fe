import { exitCodes } from '../core/exit-codes.ts';
import type { NextStep } from '../core/document.ts';
import { explainScope } from '../core/permissions/explain.ts';
import { explainTicked, type BoxOutcome } from '../core/permissions/loss.ts';
import { formatScope, type AskedPermission } from '../core/permissions/scope.ts';
import type { MappingEdition, Provider } from '../core/providers/provider.ts';
import type { Context } from '../io/context.ts';
import { parseBoxes } from '../options/boxes.ts';
import { addExamples, type CommandModule, type GlobalOptions } from '../options/command.ts';
import { resolveEdition, resolveProvider } from '../options/provider.ts';
import { resolveScope } from '../options/scope.ts';
import { renderScopeExplanation, type ExplanationContext } from '../report/human/scope-explanation.ts';
import { renderScopeMarkdown } from '../report/markdown/scope-explanation.ts';
import type { Outcome } from '../report/outcome.ts';

interface Options {
  readonly scope?: string;
  readonly provider?: string;
  readonly edition?: string;
  readonly boxes?: string;
  readonly markdown?: boolean;
  readonly allowUnknown?: boolean;
}

export const command: CommandModule = {
  register(program, run) {
    program
      .argument('[permission...]', 'permissions, each with or without required:')
      .option('--scope <permissions>', 'permissions in one text, separated by spaces or commas')
      .option(
        '--boxes <boxes>',
        'the reverse: what these ticked boxes grant and lose ("Vehicle Information, Vehicle Commands")',
      )
      .option('--provider <name>', 'smartcar (default) or texture')
      .option('--edition <name>', 'which published table: 2026-02 (default) or 2023-12')
      .option('--markdown', 'print Markdown to paste into your own documents')
      .option('--allow-unknown', 'let permissions outside the published list pass')
      .action((args: string[], options: Options) => {
        run((ctx, global) => explainScopes(ctx, global, args, options));
      });
    addExamples(program, [
      ['explain-scopes', 'the whole table: every permission with its box'],
      ['explain-scopes read_odometer required:control_security', 'the boxes to tick for two permissions, and why'],
      ['explain-scopes read_location --boxes "Vehicle Information"', 'what is lost if only that box is ticked'],
      ['explain-scopes --provider texture vehicle_command', "the same for Texture's kinds of access"],
    ]);
  },
};

async function explainScopes(
  ctx: Context,
  global: GlobalOptions,
  args: readonly string[],
  options: Options,
): Promise<Outcome> {
  const provider = resolveProvider(options.provider);
  const edition = resolveEdition(provider, options.edition);
  const scope = await resolveScope(
    ctx,
    provider,
    { args, ...options },
    { usesSurroundings: true, ...(global.profile === undefined ? {} : { profile: global.profile }) },
  );
  const asked = scope?.asked ?? wholeTable(provider);
  const outcome =
    options.boxes === undefined
      ? undefined
      : explainTicked(provider, edition, asked, new Set(parseBoxes(options.boxes)));
  const explanation = explainScope({
    provider,
    edition,
    asked,
    warnings: scope?.warnings ?? [],
    next: scope === undefined ? [] : nextSteps(provider, scope.asked),
  });
  const document = outcome === undefined ? explanation : { ...explanation, ...outcome };
  return {
    exitCode: exitCodes.done,
    document,
    text: (style) =>
      options.markdown === true
        ? renderScopeMarkdown(document)
        : renderScopeExplanation(document, explanationContext(provider, edition, outcome), style),
  };
}

function wholeTable(provider: Provider): readonly AskedPermission[] {
  return Object.keys(provider.permissions).map((name) => ({ name, required: false }));
}

function explanationContext(
  provider: Provider,
  edition: MappingEdition,
  outcome: BoxOutcome | undefined,
): ExplanationContext {
  const newest = provider.editions.at(-1);
  return {
    changes: newest?.changes ?? [],
    defaultEdition: newest === edition,
    links: provider.links,
    about: provider.about,
    missingKeyError: provider.missingKeyError,
    ...(outcome === undefined ? {} : { outcome }),
  };
}

function nextSteps(provider: Provider, asked: readonly AskedPermission[]): readonly NextStep[] {
  if (provider.id !== 'smartcar') {
    return [
      { command: `connect-cli authorize --provider ${provider.id}`, why: 'Create the connection link and run it.' },
    ];
  }
  return [
    {
      command: `connect-cli authorize --sandbox --scope "${formatScope(asked)}"`,
      why: 'Rehearse this consent in the sandbox, without a Tesla.',
    },
  ];
}
