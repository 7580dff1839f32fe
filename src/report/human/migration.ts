import type {
  MigrationPlanDocument,
  MigrationReplacement,
  MigrationStatusDocument,
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

const sources: Readonly<Record<MigrationPlanDocument['users'][number]['from'], string>> = {
  'stored-token': 'stored token',
  'v3-connections': 'v3 /connections',
  'v2-management': 'management API',
};

/** `migrate plan`. */
export function renderMigrationPlan(document: MigrationPlanDocument, style: Style): string {
  const columns = ['Store this user id', 'Your id', 'Vehicles', 'Known from'].map((title) => ({ title }));
  const rows = document.users.map(({ userId, externalId, vehicles, from }) => [
    printable(userId),
    externalId === null ? 'not set' : printable(externalId),
    String(vehicles.length),
    sources[from],
  ]);
  const steps = document.steps.map((step, index) => item(style, `  ${index + 1}.`, step));
  return withFoot(
    [
      rows.length === 0 ? 'No owner is connected.' : renderTable(style, columns, rows),
      `\n${style.color.bold('The way to v3')}`,
      ...steps,
      renderReplacement(document.replacement, style),
    ],
    document,
    style,
  );
}
