import { finding } from '../finding.ts';
import { quote, servedFile, type KeyCheck } from './check.ts';

/** Single-page hosts answer every path with their start page, and 200. */
export const keyHtmlCheck: KeyCheck = {
  id: 'K6',
  title: 'the answer is a file, not a web page',
  check: (facts) => {
    const file = servedFile(facts);
    if (file === undefined) return undefined;
    const type = file.contentType ?? '';
    const isPage = /^(?:\u00ef\u00bb\u00bf)?\s*</.test(file.body);
    if (!isPage && !/^\s*text\/html\b/i.test(type)) return [];
    return [
      finding('key-is-html', [
        `content type ${quote(type)}`,
        isPage ? 'the body begins with "<"' : 'the body is not a page',
      ]),
    ];
  },
};
