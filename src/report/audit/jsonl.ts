import type { AuditVerdict, Gap } from '../../core/audit/verdict.ts';
import { auditVerdicts } from '../../core/audit/verdict.ts';
import type { AuditRow } from '../../core/audit/row.ts';
import type { OwnerText, RowExtras, RowFormat } from './row-format.ts';

/** Ids that JSON writes as they are; `JSON.stringify` for each of them would take as long as all the rest. */
const plain = /^[\w.:@-]*$/;

/** One JSON object a line. What many rows share is written once and kept. */
export function createJsonlFormat({ links, textFor }: RowExtras): RowFormat {
  const gaps = new WeakMap<Gap, string>();
  const gapJson = (gap: Gap): string => {
    const before = gaps.get(gap);
    if (before !== undefined) return before;
    const json = `,"missing":${JSON.stringify(gap.missing)},"missingBoxes":${JSON.stringify(gap.missingBoxes)}`;
    gaps.set(gap, json);
    return json;
  };
  const linkJson = Object.fromEntries(
    auditVerdicts.map((verdict) => [verdict, `","link":${JSON.stringify(links[verdict])}`]),
  ) as Record<AuditVerdict, string>;
  return {
    head: '',
    format: (judged) => {
      const { line, row, judgement } = judged;
      const { verdict, gap, virtualKey } = judgement;
      const ids = `{"line":${line},"userId":${quote(row.userId)},"vehicleId":${quote(row.vehicleId)},"connectionId":${quote(row.connectionId)}`;
      const text = textFor === undefined ? '' : textJson(row, textFor(judged));
      return `${ids},"verdict":"${verdict}"${gapJson(gap)},"virtualKey":"${virtualKey}${linkJson[verdict]}${text}}\n`;
    },
  };
}

/** With the text stands what a mail tool finds the owner by. */
function textJson({ externalId }: AuditRow, { language, text }: OwnerText): string {
  return `,"externalId":${quote(externalId)},"language":"${language}","text":${JSON.stringify(text)}`;
}

function quote(text: string | null): string {
  if (text === null) return 'null';
  return plain.test(text) ? `"${text}"` : JSON.stringify(text);
}
