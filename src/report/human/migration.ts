import type {
  MigratedCall,
  MigrationPlanDocument,
  MigrationReplacement,
  MigrationRow,
  MigrationStatusDocument,
  MigrationTask,
} from '../../core/connections/documents.ts';
import { printable } from '../terminal/printable.ts';
import type { Style } from '../terminal/style.ts';
import { renderTable } from '../terminal/table.ts';
import { item } from '../terminal/text.ts';
import { withFoot } from './connections.ts';

/** `migration-status`. */
export function renderMigrationStatus(document: MigrationStatusDocument, style: Style): string {
  const { color, glyphs } = style;
  const lines = document.vehicles.map(({ id, requiresMigration, reason }) => {
    if (requiresMigration === true)
      return item(style, color.red(glyphs.bad), `${printable(id)}: must be connected anew`);
    if (requiresMigration === false) return item(style, color.green(glyphs.ok), `${printable(id)}: migrated`);
    return item(style, color.yellow(glyphs.warn), `${printable(id)}: unknown. ${printable(reason ?? '')}`);
  });
  const body = lines.length === 0 ? 'No vehicle is connected.' : lines.join('\n');
  return withFoot([body, renderReplacement(document.replacement, style)], document, style);
}

function renderReplacement({ instead }: MigrationReplacement, style: Style): string {
  const lines = instead.map((text) => item(style, `  ${style.glyphs.bullet}`, text));
  return `\n${style.color.bold('What takes its place in API v3')}\n${lines.join('\n')}`;
}

const sources: Readonly<Record<MigrationRow['from'], string>> = {
  'stored-token': 'stored token',
  'v3-connections': 'v3 /connections',
  'v2-management': 'management API',
};

function renderTask(task: MigrationTask, style: Style): string {
  const { color, glyphs } = style;
  const mark = { done: color.green(glyphs.ok), open: color.red(glyphs.bad), unknown: glyphs.bullet }[task.status];
  return item(style, `  ${mark}`, `${color.bold(task.title)}: ${printable(task.what)}`);
}

const codeHeads: readonly (readonly [MigratedCall['task'], string])[] = [
  ['ids', 'Ids and links in the code'],
  ['tokens', 'Tokens in the code'],
  ['calls', 'Calls in the code'],
  ['webhooks', 'Webhooks in the code'],
];

function renderCode({ code }: MigrationPlanDocument, style: Style): readonly string[] {
  return codeHeads.flatMap(([task, head]) => {
    const calls = code?.calls.filter((call) => call.task === task) ?? [];
    return calls.length === 0 ? [] : [`\n${style.color.bold(head)}`, renderCalls(calls, style)];
  });
}

function renderCalls(calls: readonly MigratedCall[], style: Style): string {
  const columns = ['Place', 'In v2', 'In v3'].map((title) => ({ title }));
  const rows = calls.map(({ file, line, text, successors }) => [
    printable(`${file}:${line}`),
    printable(text),
    successors.length === 0 ? 'no successor is published' : successors.join(', '),
  ]);
  return renderTable(style, columns, rows);
}

function noOwners({ users }: MigrationPlanDocument): string {
  return users === null ? 'Owners were not read: see the warning below.' : 'No owner is connected.';
}

/** `migrate plan`. */
export function renderMigrationPlan(document: MigrationPlanDocument, style: Style): string {
  const columns = ['Store this user id', 'Your id', 'Vehicles', 'Known from'].map((title) => ({ title }));
  const rows = (document.users ?? []).map(({ userId, externalId, vehicles, from }) => [
    printable(userId),
    externalId === null ? 'not set' : printable(externalId),
    String(vehicles.length),
    sources[from],
  ]);
  const tasks = document.checklist.map((task) => renderTask(task, style));
  const steps = document.steps.map((step, index) => item(style, `  ${index + 1}.`, step));
  return withFoot(
    [
      style.color.bold('Checklist'),
      ...tasks,
      '',
      rows.length === 0 ? noOwners(document) : renderTable(style, columns, rows),
      ...renderCode(document, style),
      `\n${style.color.bold('The way to v3')}`,
      ...steps,
      renderReplacement(document.replacement, style),
    ],
    document,
    style,
  );
}
