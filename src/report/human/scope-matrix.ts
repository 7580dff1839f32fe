import type { ScopeExplanation } from '../../core/permissions/explain.ts';
import type { Style } from '../terminal/style.ts';
import { renderTable } from '../terminal/table.ts';
import { item, paragraph } from '../terminal/text.ts';

/** Permissions down, boxes across: which box each permission needs. */
export function renderScopeMatrix(document: ScopeExplanation, style: Style): string {
  const { glyphs, color } = style;
  // Labels above the columns need about 72; below that letters stand for them.
  const isNarrow = style.width < 72 && !style.plain;
  const columns = [
    { title: 'permission', paint: color.cyan, keep: true },
    ...document.boxes.map(({ label }, index) => ({ title: isNarrow ? letterOf(index) : label })),
    { title: 'key' },
  ];
  const rows = document.permissions.map(({ name, required, boxes, unmapped }) => [
    `${required ? 'required:' : ''}${name}`,
    ...document.boxes.map(({ label, because }) => {
      if (unmapped) return '?';
      if (!boxes.some((all) => all.includes(label))) return because.includes(name) ? glyphs.check : '';
      return boxes.length > 1 ? `${glyphs.check} or` : glyphs.check;
    }),
    document.virtualKey.because.includes(name) ? glyphs.check : '',
  ]);
  const isUnmapped = document.permissions.some(({ unmapped }) => unmapped);
  const isAnyOf = document.permissions.some(({ boxes }) => boxes.length > 1);
  const minimum = document.boxes.find(({ because }) => because.includes('connection-minimum'));
  return `${[
    renderTable(style, columns, rows),
    '',
    ...(isNarrow ? document.boxes.map(({ label }, index) => item(style, `${letterOf(index)}:`, label)) : []),
    item(style, `${glyphs.check}:`, 'must be ticked; under key: a virtual key must be on the car'),
    ...(isAnyOf ? [item(style, `${glyphs.check} or:`, 'one of these will do')] : []),
    ...(isUnmapped ? [item(style, '?:', 'no published Tesla mapping')] : []),
    ...(minimum === undefined
      ? []
      : [paragraph(style, `${minimum.label} must always be ticked: nothing connects without it.`)]),
    paragraph(style, `Edition ${document.edition}. Tesla ticks no box beforehand; Select All ticks every one.`),
  ].join('\n')}\n`;
}

function letterOf(index: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + index);
}
