/** A form of a page, as a browser without scripts would submit it. */
export interface PageForm {
  readonly action: string;
  readonly method: 'get' | 'post';
  readonly fields: readonly FormField[];
  readonly buttons: readonly FormButton[];
}

export interface FormField {
  readonly name: string;
  readonly value: string;
  readonly kind: 'text' | 'tick' | 'hidden';
  readonly checked: boolean;
  readonly disabled: boolean;
}

export interface FormButton {
  readonly id: string;
  readonly name: string;
  readonly value: string;
}

/** Reads the forms of one of the sandbox's own pages: regular HTML that `pages/html.ts` made, every attribute quoted. */
export function readForms(page: string): readonly PageForm[] {
  return [...page.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, head = '', body = '']) => ({
    action: attribute(head, 'action'),
    method: attribute(head, 'method') === 'get' ? 'get' : 'post',
    fields: [...body.matchAll(/<input\b([^>]*)>/g)].map(([, text = '']) => readField(text)),
    buttons: [...body.matchAll(/<button\b([^>]*)>/g)].map(([, text = '']) => ({
      id: attribute(text, 'id'),
      name: attribute(text, 'name'),
      value: attribute(text, 'value'),
    })),
  }));
}

/** @returns the addresses of the links of a class. */
export function readLinks(page: string, className: string): readonly string[] {
  return [...page.matchAll(/<a\b([^>]*)>/g)]
    .map(([, text = '']) => text)
    .filter((text) => attribute(text, 'class').split(' ').includes(className))
    .map((text) => attribute(text, 'href'));
}

function readField(text: string): FormField {
  const type = attribute(text, 'type');
  return {
    name: attribute(text, 'name'),
    value: attribute(text, 'value'),
    kind: type === 'checkbox' || type === 'radio' ? 'tick' : type === 'hidden' ? 'hidden' : 'text',
    checked: /\schecked(?=[\s>/]|$)/.test(text),
    disabled: /\sdisabled(?=[\s>/]|$)/.test(text),
  };
}

function attribute(text: string, name: string): string {
  return unescape(new RegExp(`\\s${name}="([^"]*)"`).exec(` ${text}`)?.[1] ?? '');
}

function unescape(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
