import { escapeMarkup } from '../../core/text/markup.ts';

/** A piece of HTML that is safe to put into a page. Only {@link html} and {@link raw} make one. */
export interface Html {
  readonly html: string;
}

type Renderable = Html | string | number | undefined | false | readonly Renderable[];

/** Builds HTML; every text that is put in is escaped. `undefined` and `false` leave nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly Renderable[]): Html {
  let text = strings[0] ?? '';
  for (let index = 0; index < values.length; index += 1) text += render(values[index]) + (strings[index + 1] ?? '');
  return { html: text };
}

/** @returns text as it stands; only for constants of this program. */
export function raw(text: string): Html {
  return { html: text };
}

function render(value: Renderable): string {
  if (value === undefined || value === false) return '';
  if (typeof value === 'string') return escapeMarkup(value);
  if (typeof value === 'number') return String(value);
  return 'html' in value ? value.html : value.map(render).join('');
}
