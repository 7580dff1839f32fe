import { Command } from 'commander';
import { keysOf } from '../../core/text/keys.ts';
import type { Context } from '../../io/context.ts';
import type { CommandEntry } from '../command-entry.ts';
import { loadCommand } from '../load-commands.ts';
import type { Candidate } from './candidate.ts';
import type { ValueKind } from './value-kinds.ts';

/** What lists are made of. */
export interface ListInput {
  readonly ctx: Pick<Context, 'profiles' | 'sandbox'>;
  readonly table: readonly CommandEntry[];
  /** The provider that the line names. */
  readonly provider: string | undefined;
  /** The words that stand before as arguments. */
  readonly before: readonly string[];
}

type List = (input: ListInput) => Promise<readonly Candidate[]>;

/** The tables are loaded by whoever lists them: a completion is waited for. */
const lists: Readonly<Record<Exclude<ValueKind, 'files' | 'folders'>, List>> = {
  'audit-fault': async () => plain((await import('../../core/audit/summary.ts')).auditFaults),
  'answer-form': async () => plain(['text', 'markdown', 'html', 'svg', 'png']),
  box: listBoxes,
  'command-code': async () => {
    const { smartcarCommands } = await import('../../core/providers/smartcar/commands.ts');
    return keysOf(smartcarCommands).map((value) => ({ value, description: smartcarCommands[value].meaning }));
  },
  edition: async ({ provider }) => (await findProvider(provider)).editions.map(({ id }) => ({ value: id })),
  'env-language': async () => plain(['node', 'java', 'ruby', 'python']),
  era: async () => [
    { value: 'v2', description: 'stored user tokens' },
    { value: 'v3', description: 'application token' },
  ],
  error: listErrors,
  'event-type': async () => plain(['verify', 'vehicle-state', 'vehicle-error']),
  grouping: async () => plain((await import('../../core/audit/document.ts')).groupings),
  help: listHelp,
  language: async () => {
    const { languages } = await import('../../report/guide/messages/languages.ts');
    return plain(keysOf(languages));
  },
  make: async () => plain((await import('../../core/providers/smartcar/makes.ts')).knownMakes),
  model: async () => plain(['3', 'Y', 'S', 'X', 'Cybertruck']),
  owner: async (input) => [
    { value: 'select-all', description: 'ticks every box' },
    { value: 'none', description: 'ticks nothing and gives up' },
    { value: 'deny', description: "denies on Smartcar's screen" },
    { value: 'deny-at-tesla', description: "denies on Tesla's screen" },
    ...(await listBoxes(input)),
  ],
  permission: listPermissions,
  profile: async ({ ctx }) => (await ctx.profiles.list()).map(({ name }) => ({ value: name })),
  provider: async () => {
    const { providers } = await import('../../core/providers/registry.ts');
    return providers.map(({ id, name }) => ({ value: id, description: name }));
  },
  'required-permission': async (input) => {
    const permissions = await listPermissions(input);
    if (!(await findProvider(input.provider)).hasRequiredPrefix) return permissions;
    return [
      ...permissions,
      ...permissions.map(({ value, description }) => ({ value: `required:${value}`, description })),
    ];
  },
  scenario: async ({ ctx }) =>
    (await ctx.sandbox.scenarios()).map(({ name, story }) => ({ value: name, description: story })),
  'schema-kind': async () => {
    const { kinds } = await import('../../report/documents/kinds.ts');
    return keysOf(kinds).map((value) => ({ value, description: kinds[value].summary }));
  },
  setting: async () => plain((await import('../../settings/setting-rows.ts')).settingNames),
  signal: async () => {
    const { signalCodes, smartcarSignals } = await import('../../core/providers/smartcar/signals.ts');
    return signalCodes.map((value) => ({ value, description: smartcarSignals[value].meaning }));
  },
  theme: async () => plain(['auto', 'light', 'dark']),
  verdict: async () => plain((await import('../../core/audit/verdict.ts')).auditVerdicts),
  'webhook-error': async () => {
    const { smartcarApiErrors } = await import('../../core/errors/knowledge/smartcar-api.ts');
    return plain(Object.keys(smartcarApiErrors));
  },
};

/** @returns every value of a kind */
export function listValues(kind: keyof typeof lists, input: ListInput): Promise<readonly Candidate[]> {
  return lists[kind](input);
}

function plain(values: readonly string[]): readonly Candidate[] {
  return values.map((value) => ({ value }));
}

async function findProvider(id: string | undefined) {
  const { findProvider: find } = await import('../../core/providers/registry.ts');
  const { smartcar } = await import('../../core/providers/smartcar/provider.ts');
  return (id === undefined ? undefined : find(id)) ?? smartcar;
}

async function listPermissions({ provider }: ListInput): Promise<readonly Candidate[]> {
  const { permissions } = await findProvider(provider);
  return Object.entries(permissions).map(([value, { description }]) => ({ value, description }));
}

async function listBoxes({ provider }: ListInput): Promise<readonly Candidate[]> {
  const { boxIds, teslaBoxes } = await import('../../core/tesla/boxes.ts');
  const asked = (await findProvider(provider)).editions.at(-1)?.asks ?? boxIds;
  return boxIds
    .filter((id) => asked.includes(id))
    .map((id) => ({ value: teslaBoxes[id].label, description: teslaBoxes[id].covers }));
}

async function listErrors(): Promise<readonly Candidate[]> {
  const [{ errorCodes }, { findingFamilies }, { smartcarApiErrors }, { connectRedirectErrors }] = await Promise.all([
    import('../../core/errors/codes.ts'),
    import('../../core/findings/explain.ts'),
    import('../../core/errors/knowledge/smartcar-api.ts'),
    import('../../core/errors/knowledge/connect-redirect.ts'),
  ]);
  return [
    // The docs spell a code that is JSON null as people write it.
    ...Object.keys(smartcarApiErrors).map((name) => ({
      value: name.replace(/:null$/, ':NULL'),
      description: "Smartcar's API",
    })),
    ...Object.keys(connectRedirectErrors).map((value) => ({ value, description: 'redirect of Connect' })),
    ...Object.keys(errorCodes()).map((value) => ({ value, description: 'error of connect-cli' })),
    ...findingFamilies.flatMap(({ subject, kinds }) =>
      Object.keys(kinds).map((value) => ({ value, description: `finding: ${subject}` })),
    ),
  ];
}

async function listHelp({ table, before }: ListInput): Promise<readonly Candidate[]> {
  const [first, ...rest] = before;
  const entry = table.find(({ name }) => name === first);
  if (entry !== undefined) return subcommandsAt(await loadCommand(new Command(), entry, () => {}), rest);
  if (first !== undefined) return [];
  const { topicNames } = await import('../../report/documents/help-topics.ts');
  return [
    ...table.map(({ name, summary }) => ({ value: name, description: summary })),
    ...topicNames.map((value) => ({ value, description: 'topic' })),
  ];
}

function subcommandsAt(command: Command, words: readonly string[]): readonly Candidate[] {
  const at = words.reduce<Command | undefined>(
    (group, word) => group?.commands.find((one) => one.name() === word),
    command,
  );
  return (at?.commands ?? []).map((one) => ({ value: one.name(), description: one.description() }));
}
