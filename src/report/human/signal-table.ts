import type { ListedCommand, ListedSignal } from '../../core/permissions/listed-signals.ts';
import type { Style } from '../terminal/style.ts';
import { renderTable } from '../terminal/table.ts';

/** Signal, permission, how that is known, and the box: one row each. */
export function renderSignalTable(rows: readonly (readonly string[])[], style: Style, title = 'signal'): string {
  const columns = [
    { title, keep: true },
    { title: 'permission', paint: style.color.cyan },
    { title: 'basis' },
    { title: 'box' },
  ];
  return renderTable(style, columns, rows);
}

/** Rows of {@link renderSignalTable}. */
export function signalRows(
  signals: readonly (ListedSignal & { readonly required?: boolean | undefined })[],
): string[][] {
  return signals.map(({ code, permission, basis, boxes, required }) => [
    code,
    permission === null ? 'unknown' : prefixed(permission, required),
    basis,
    permission === null ? '' : boxText(boxes),
  ]);
}

/** Rows of {@link renderSignalTable}. */
export function commandRows(
  commands: readonly (ListedCommand & { readonly required?: boolean | undefined })[],
): string[][] {
  return commands.map(({ code, permission, basis, boxes, required }) => [
    code,
    prefixed(permission, required),
    basis,
    boxText(boxes),
  ]);
}

/** A rule of boxes in one line. */
export function boxText(boxes: ListedSignal['boxes']): string {
  return boxes.length === 0 ? 'no published mapping' : boxes.map((all) => all.join(' and ')).join(' or ');
}

function prefixed(permission: string, required: boolean | undefined): string {
  return required === true ? `required:${permission}` : permission;
}
