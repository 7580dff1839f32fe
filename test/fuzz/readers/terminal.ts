import { printable } from '../../../src/report/terminal/printable.ts';
import { renderTable } from '../../../src/report/terminal/table.ts';
import { paragraph } from '../../../src/report/terminal/text.ts';
import type { Reader } from '../reader.ts';
import { plainStyle } from './for-people.ts';

/** Words of others as they are laid out for the screen: in a table, and in paragraphs. */
export const terminalTexts: Reader = {
  name: 'terminal-texts',
  seeds: [
    'Model 3\t5YJ3E1EA7KF000316\nModel Y\tMein roter Tesla, mit Anhängerkupplung\n',
    '車を接続してください。次へ\t🚗 van\n👩‍👩‍👧\t🇩🇪 👍🏽\ne\u0301a\u0301\tअनुमति\n',
    'a_very-long/path_of-many/parts_to-break/at\tx\n',
  ],
  repeats: ['a', 'e\u0301', '\u0301', '🇩🇪', '👩‍👧', '車', '\t', '\n', '-', ' ', '\u200d', 'ᄀ'],
  run: (text) => {
    const rows = text.split('\n').map((line) => line.split('\t').slice(0, 4).map(printable));
    const columns = [{ title: 'name', keep: true }, { title: 'car' }, { title: 'more' }, { title: 'most' }];
    return {
      answer: null,
      forPeople: `${renderTable(plainStyle, columns, rows)}\n${paragraph(plainStyle, printable(text), '  ')}`,
    };
  },
};
