import { finding } from '../finding.ts';
import type { LintCheck } from './check.ts';

const atEnd = /^[“”„‘’‚«»]|[“”„‘’‚«»]$/;

/** Quotes that a word processor or a chat made of plain ones. */
export const typographicQuotesCheck: LintCheck = ({ writing, values }) => {
  const quoted = [...values].flatMap(([name, list]) =>
    list.filter((value) => atEnd.test(value)).map((value) => `${name}=${value}`),
  );
  if (quoted.length > 0) return [finding('url-typographic-quotes', quoted)];
  return writing.isInTypographicQuotes ? [finding('url-typographic-quotes', ['around the link'])] : [];
};
