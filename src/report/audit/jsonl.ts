import type { Judgement } from '../../core/audit/verdict.ts';
import type { AuditRow } from '../../core/audit/row.ts';
import { createLineNumbers } from './line-number.ts';
import type { OwnerText, RowExtras, RowFormat } from './row-format.ts';

/** Ids that JSON writes as they are; `JSON.stringify` for each of them would take as long as all the rest. */
const plain = /^[\w.:@-]*$/;

/** One JSON object a line. What many rows share is written once and kept. */
export function createJsonlFormat({ links, textFor }: RowExtras): RowFormat {
  const numberOf = createLineNumbers();
  const judgements = new WeakMap<Judgement, string>();
  const judgementJson = (judgement: Judgement): string => {
    const before = judgements.get(judgement);
    if (before !== undefined) return before;
    const { verdict, gap, virtualKey } = judgement;
    const { missing, missingBoxes } = gap;
    const json = JSON.stringify({ verdict, missing, missingBoxes, virtualKey, link: links[verdict] }).slice(1, -1);
    judgements.set(judgement, json);
    return json;
  };
  return {
    head: '',
    format: (judged) => {
      const { line, row, judgement, hasPlainIds } = judged;
      const quote = hasPlainIds === true ? quotePlain : quoteAny;
      const ids = `{"line":${numberOf(line)},"userId":${quote(row.userId)},"vehicleId":${quote(row.vehicleId)},"connectionId":${quote(row.connectionId)},`;
      const text = textFor === undefined ? '' : textJson(row, textFor(judged));
      return `${ids}${judgementJson(judgement)}${text}}\n`;
    },
  };
}

/** With the text stands what a mail tool finds the owner by. */
function textJson({ externalId }: AuditRow, { language, text }: OwnerText): string {
  return `,"externalId":${quoteAny(externalId)},"language":"${language}","text":${JSON.stringify(text)}`;
}

function quoteAny(text: string | null): string {
  return text === null || plain.test(text) ? quotePlain(text) : JSON.stringify(text);
}

function quotePlain(text: string | null): string {
  return text === null ? 'null' : `"${text}"`;
}
