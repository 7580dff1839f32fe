import type { RowExtras, RowFormat } from './row-format.ts';

const columns = [
  'line',
  'userId',
  'vehicleId',
  'connectionId',
  'verdict',
  'missing',
  'missingBoxes',
  'virtualKey',
  'link',
] as const;

/** The columns of the JSON form; permissions joined by spaces, boxes by semicolons. */
export function createCsvFormat({ links, textFor }: RowExtras): RowFormat {
  return {
    head: csvLine(textFor === undefined ? columns : [...columns, 'text']),
    format: ({ line, row, judgement }) => {
      const { verdict, gap, virtualKey } = judgement;
      const cells = [
        String(line),
        row.userId ?? '',
        row.vehicleId ?? '',
        row.connectionId ?? '',
        verdict,
        gap.missing.join(' '),
        gap.missingBoxes.join(';'),
        virtualKey,
        links[verdict] ?? '',
      ];
      return csvLine(textFor === undefined ? cells : [...cells, textFor(judgement) ?? '']);
    },
  };
}

/** @returns a record with its line end; cells are quoted where RFC 4180 wants it. */
function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\n`;
}

function csvCell(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
