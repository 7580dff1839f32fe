import { finding } from '../finding.ts';
import { quote, servedFile, type KeyCheck } from './check.ts';

/** How code of PHP begins, and that of template languages. */
const sourceBegin = /^(?:\u00ef\u00bb\u00bf)?\s*(<\?(?!xml\b)[a-z=]*|<%)/i;

/** Single-page hosts answer every path with their start page, and 200. */
export const keyHtmlCheck: KeyCheck = {
  id: 'K6',
  title: 'the answer is a file, not a web page',
  check: (facts) => {
    const file = servedFile(facts);
    if (file === undefined) return undefined;
    const type = file.contentType ?? '';
    const source = sourceBegin.exec(file.body)?.[1];
    if (source !== undefined) return [finding('key-is-source', [`the body begins with ${quote(source)}`])];
    const isPage = /^(?:\u00ef\u00bb\u00bf)?\s*<(?:[a-z!]|\?xml\b)/i.test(file.body);
    if (!isPage && !/^\s*text\/html\b/i.test(type)) return [];
    return [
      finding('key-is-html', [
        `content type ${quote(type)}`,
        isPage ? 'the body begins with a tag' : 'the body is not a page',
      ]),
    ];
  },
};
