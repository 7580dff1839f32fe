import { Option } from 'commander';
import { defined } from '../../core/text/defined.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import type { NextStep } from '../../core/document.ts';
import { explainScope } from '../../core/permissions/explain.ts';
import { explainTicked } from '../../core/permissions/loss.ts';
import type { GrantComparison } from '../../core/permissions/grant-comparison.ts';
import { formatScope, type AskedPermission } from '../../core/permissions/scope.ts';
import type { Provider } from '../../core/providers/provider.ts';
import type { Context } from '../../io/context.ts';
import { absentBoxes, parseBoxes } from '../../flags/boxes.ts';
import { addExamples, type CommandModule } from '../command.ts';
import type { GlobalOptions } from '../../flags/global-options.ts';
import type { compareWithGrant } from './granted.ts';
import { resolveEdition, resolveProvider } from '../../flags/provider.ts';
import { resolveScope } from '../../settings/scope.ts';
import { allowUnknownOption, editionOption, providerOption, scopeOption } from '../../flags/shared-options.ts';
import type { renderOwnerText } from '../../report/human/owner-text.ts';
import { explanationContext, loadScopeView } from '../../report/human/scope-view.ts';
import type { ExplainedDocument } from '../../report/documents/scope-explanation.ts';
import type { Outcome } from '../../report/outcome.ts';

interface Options {
  readonly scope?: string | undefined;
  readonly provider?: string | undefined;
  readonly edition?: string | undefined;
  readonly boxes?: string | undefined;
  readonly granted?: string | undefined;
  readonly details?: boolean | undefined;
  readonly markdown?: boolean | undefined;
  readonly tree?: boolean | undefined;
  readonly matrix?: boolean | undefined;
  readonly ownerText?: boolean | undefined;
  readonly allowUnknown?: boolean | undefined;
}

export const command: CommandModule = {
  register(program, run) {
    program
      .argument('[permission...]', 'permissions, each with or without required:')
      .option(...scopeOption)
      .option(
        '--boxes <boxes>',
        'the reverse: what is granted and lost with these boxes ticked ("Vehicle Information, Vehicle Commands")',
      )
      .option('--granted <scope>', 'compare with a real grant: names, the JSON of the API, or - for stdin')
      .option(...providerOption)
      .option(...editionOption)
      .addOption(view('details', 'show everything: costs, keys, editions, sources'))
      .addOption(view('markdown', 'print Markdown to paste into your own documents'))
      .addOption(view('tree', 'draw a tree of permission, box and key, and what each is for'))
      .addOption(view('matrix', 'permissions down, boxes across'))
      .addOption(view('owner-text', "print a message to send to the vehicle's owner"))
      .option(...allowUnknownOption)
      .action((args: string[], options: Options) => {
        run((ctx, global) => explainScopes(ctx, { global, args, options }));
      });
    addExamples(program, [
      ['explain-scopes', 'the whole table: every permission with its box'],
      ['explain-scopes read_odometer required:control_security', 'the boxes to tick for two permissions, and why'],
      ['explain-scopes control_charge --details', 'everything about it: costs, cars with keys, sources'],
      ['explain-scopes read_location --boxes "Vehicle Information"', 'what is lost if only that box is ticked'],
      [
        'explain-scopes read_vin control_charge --granted "read_vin"',
        'what is missing from a real grant, and which box is behind it',
      ],
      ['explain-scopes control_security --owner-text', 'a message to send to the owner of the car'],
      ['explain-scopes --provider texture vehicle_command', "the same for Texture's kinds of access"],
    ]);
  },
};

interface ExplainScopesInput {
  readonly global: GlobalOptions;
  readonly args: readonly string[];
  readonly options: Options;
}

async function explainScopes(ctx: Context, { global, args, options }: ExplainScopesInput): Promise<Outcome> {
  const provider = resolveProvider(options.provider);
  const edition = resolveEdition(provider, options.edition);
  const scope = await resolveScope(ctx, {
    provider,
    flags: { args, ...options },
    choice: { readsEnvironment: true, profile: global.profile },
  });
  const asked = scope?.asked ?? wholeTable(provider);
  const ticked = options.boxes === undefined ? undefined : parseBoxes(options.boxes);
  const outcome = ticked === undefined ? undefined : explainTicked({ provider, edition }, asked, new Set(ticked));
  const explanation = explainScope({
    provider,
    edition,
    asked,
    warnings: [...(scope?.warnings ?? []), ...absentBoxes(edition, ticked ?? [])],
    next: scope === undefined ? [] : nextSteps(provider, scope.asked, options),
  });
  const grant =
    options.granted === undefined
      ? undefined
      : await compare(ctx, { table: { provider, edition }, asked: scope?.asked, text: options.granted });
  const ownerText = options.ownerText === true ? await writeOwnerText(explanation, provider, grant) : undefined;
  const document: ExplainedDocument = {
    ...explanation,
    ...outcome,
    ...defined({ grant, ownerText }),
  };
  const render = await loadScopeView(options, explanationContext(provider, edition, outcome));
  return {
    exitCode: grant !== undefined && grant.missing.length > 0 ? exitCodes.findings : exitCodes.done,
    document,
    text: (style) => render(document, style),
  };
}

// What few calls need is loaded for them alone.
async function compare(...args: Parameters<typeof compareWithGrant>): Promise<GrantComparison> {
  const module = await import('./granted.ts');
  return module.compareWithGrant(...args);
}

async function writeOwnerText(...args: Parameters<typeof renderOwnerText>): Promise<string> {
  const module = await import('../../report/human/owner-text.ts');
  return module.renderOwnerText(...args);
}

/** Forms of the answer of which one can be chosen. */
const views = ['details', 'markdown', 'tree', 'matrix', 'ownerText'];

function view(name: string, description: string): Option {
  const option = new Option(`--${name}`, description);
  const own = option.attributeName();
  return option.conflicts(views.filter((other) => other !== own));
}

function wholeTable(provider: Provider): readonly AskedPermission[] {
  return Object.keys(provider.permissions).map((name) => ({ name, required: false }));
}

function nextSteps(provider: Provider, asked: readonly AskedPermission[], options: Options): readonly NextStep[] {
  if (provider.id !== 'smartcar') {
    // Only of these two can the consent be run.
    if (provider.id !== 'texture') return [];
    return [
      { command: `connect-cli authorize --provider ${provider.id}`, why: 'Create the connection link and run it.' },
    ];
  }
  return [
    {
      command: `connect-cli authorize --sandbox --scope "${formatScope(asked)}"${repeated(options)}`,
      why: 'Rehearse this consent in the sandbox, without a Tesla.',
    },
  ];
}

/** What the rehearsal must be told to speak of the same table and the same permissions. */
function repeated({ edition, allowUnknown }: Options): string {
  return `${edition === undefined ? '' : ` --edition ${edition}`}${allowUnknown === true ? ' --allow-unknown' : ''}`;
}
