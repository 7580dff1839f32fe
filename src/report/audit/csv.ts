import { csvLine } from '../../core/text/csv.ts';
import { createLineNumbers } from './line-number.ts';
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
  const numberOf = createLineNumbers();
  return {
    head: csvLine(textFor === undefined ? columns : [...columns, 'externalId', 'language', 'text']),
    format: (judged) => {
      const { line, row, judgement } = judged;
      const { verdict, gap, virtualKey } = judgement;
      const cells = [
        numberOf(line),
        row.userId ?? '',
        row.vehicleId ?? '',
        row.connectionId ?? '',
        verdict,
        gap.missing.join(' '),
        gap.missingBoxes.join(';'),
        virtualKey,
        links[verdict] ?? '',
      ];
      if (textFor === undefined) return csvLine(cells);
      const { language, text } = textFor(judged);
      return csvLine([...cells, row.externalId ?? '', language, text ?? '']);
    },
  };
}
