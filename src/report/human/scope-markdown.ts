import type { ScopeExplanation } from '../../core/permissions/explain.ts';

/** The explanation as Markdown, to paste into an app's own documents. */
export function renderScopeMarkdown(document: ScopeExplanation): string {
  const boxes = document.boxes.map(
    (box) =>
      `- [${box.tick ? 'x' : ' '}] ${box.label}${box.because.length === 0 ? '' : `: ${box.because.map(reason).join(', ')}`}`,
  );
  const rows = document.permissions.map((permission) =>
    [
      `\`${permission.required ? 'required:' : ''}${permission.name}\``,
      permission.description,
      permission.unmapped
        ? 'no published Tesla mapping'
        : permission.boxes.map((all) => all.join(' and ')).join(' or '),
      missed[permission.ifMissed],
    ].join(' | '),
  );
  const key = document.virtualKey.needed
    ? `A virtual key is needed for ${document.virtualKey.because.map(code).join(', ')} on: ${document.virtualKey.cars.join(', ')}.`
    : 'No virtual key is needed.';
  return [
    "## Boxes to tick on Tesla's consent screen",
    '',
    ...boxes,
    '',
    'Tesla ticks none beforehand. Select All is the smoothest way. Which boxes Tesla shows, and their order, may differ.',
    '',
    '| Permission | What it allows | Tesla box | If missed |',
    '| --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row} |`),
    '',
    key,
    '',
    `Table: ${document.provider}, edition ${document.edition}.`,
    '',
  ].join('\n');
}

const missed = {
  'revoke-access': 'Revoke Access, no connection',
  'permission-null': '`PERMISSION:NULL` at the request',
  'not-applicable': 'not known',
  'device-unavailable': 'device not reachable, or not for this purpose',
} as const;

function reason(name: string): string {
  return name === 'connection-minimum' ? 'nothing connects without it' : code(name);
}

function code(name: string): string {
  return `\`${name}\``;
}
