import { Help } from 'commander';

/** Narrowest column beside the terms, in characters, in which descriptions are read with ease. */
const narrowest = 40;

/** Columns that a description is indented by where it stands below its term. */
const indent = 6;

/** One argument, option or command of a help text: beside its term, on narrow terminals below it. */
export function formatItem(...[term, termWidth, description, helper]: Parameters<Help['formatItem']>): string {
  const width = helper.helpWidth ?? 80;
  if (description === '' || width - termWidth - 4 >= narrowest) {
    return Help.prototype.formatItem.call(helper, term, termWidth, description, helper);
  }
  const lines = helper.boxWrap(description, width - indent).split('\n');
  return [`  ${term}`, ...lines.map((line) => `${' '.repeat(indent)}${line}`)].join('\n');
}
