import { html, raw, type Html } from '../../pages/html.ts';
import type { InspectorView } from './view.ts';

/** One operation of the control API as a form. */
export interface ActionForm {
  /** Id of its button: the focus comes back to it. */
  readonly id: string;
  /** `METHOD path` below `/_sandbox`, as the control API names it. */
  readonly operation: string;
  readonly label: string;
  /** What is added to the label for those who hear the page: whose box, which car. */
  readonly detail?: string | undefined;
  readonly fields?: Html | undefined;
  readonly kind?: 'main' | 'danger' | undefined;
  /** Where the reader is afterwards without scripts: an id of the page. */
  readonly at: string;
  /** What must be open there. */
  readonly open?: string | undefined;
  readonly layout?: 'inline' | 'stacked' | undefined;
}

/**
 * @returns a form that carries out one operation of the control API. Names of its fields say how they are read:
 *   `seconds:number`, `tick:list`, `phoneKey:truth`; see `form-body.ts`.
 */
export function actionForm(view: InspectorView, action: ActionForm): Html {
  const { id, operation, label, detail, fields, kind, layout = 'inline' } = action;
  return html`<form class="act ${layout}" method="post" action="/_sandbox/actions">
    ${hidden('token', view.token)}${hidden('do', operation)}${hidden('back', backTo(view, action))}${fields}
    <button type="submit" id="${id}" ${kind === undefined ? undefined : html` class="${kind}"`}>
      ${label}${detail === undefined ? undefined : html`<span class="unseen"> ${detail}</span>`}
    </button>
  </form>`;
}

/** @returns a field that is not shown */
export function hidden(name: string, value: string): Html {
  return html`<input type="hidden" name="${name}" value="${value}" />`;
}

function backTo({ query }: InspectorView, { at, open }: ActionForm): string {
  const back = new URLSearchParams(query);
  back.delete('notice');
  if (open !== undefined && !back.getAll('open').includes(open)) back.append('open', open);
  return `${back.toString()}#${at}`;
}

/** One field with its label. */
export interface Field {
  readonly id: string;
  /** With how it is read behind a colon. */
  readonly name: string;
  readonly label: string;
  readonly value?: string | undefined;
  readonly type?: 'text' | 'number' | 'url' | undefined;
  readonly hint?: string | undefined;
  readonly required?: boolean | undefined;
  /** Id of a list of suggestions. */
  readonly list?: string | undefined;
  readonly rows?: number | undefined;
}

/** @returns a line or an area to write into */
export function field({ id, name, label, value = '', type = 'text', hint, required, list, rows }: Field): Html {
  const shared = html`id="${id}" name="${name}" ${required === true ? raw(' required') : undefined}
  ${hint === undefined ? undefined : html` aria-describedby="${id}-hint"`}`;
  return html`<div class="line">
    <label for="${id}">${label}</label>
    ${
      rows === undefined
        ? html`<input
            type="${type}"
            ${shared}
            value="${value}"
            ${type === 'number' ? raw(' min="0" step="any"') : undefined}
            ${list === undefined ? undefined : html` list="${list}"`}
            autocomplete="off"
            spellcheck="false"
          />`
        : html`<textarea ${shared} rows="${rows}" spellcheck="false" autocomplete="off">${value}</textarea>`
    }
    ${hint === undefined ? undefined : html`<small id="${id}-hint">${hint}</small>`}
  </div>`;
}

/** One of several words to choose. */
export interface Selection {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
  readonly chosen?: string | undefined;
}

/** @returns a list to choose from */
export function select({ id, name, label, options, chosen }: Selection): Html {
  return html`<div class="line">
    <label for="${id}">${label}</label
    ><select id="${id}" name="${name}">
      ${options.map(({ value, text }) => html`<option value="${value}" ${value === chosen ? raw(' selected') : undefined}>${text}</option>`)}
    </select>
  </div>`;
}

/** @returns a list of yes and no, with "as it is" where nothing is said */
export function yesOrNo(item: Omit<Selection, 'options'>): Html {
  return select({
    ...item,
    options: [
      { value: 'true', text: 'yes' },
      { value: 'false', text: 'no' },
    ],
  });
}

/** Something that opens. */
export interface Fold {
  readonly id: string;
  readonly summary: Html;
  readonly body: Html;
  readonly className?: string | undefined;
  readonly open?: boolean | undefined;
}

/** @returns something that opens in place, without scripts too; it stays open when an action inside comes back */
export function fold(view: InspectorView, { id, summary, body, className = 'fold', open }: Fold): Html {
  const isOpen = open === true || view.query.getAll('open').includes(id);
  return html`<details id="${id}" class="${className}" ${isOpen ? raw(' open') : undefined}>
    <summary>${summary}</summary>
    <div class="inside">${body}</div>
  </details>`;
}

/** @returns an id of the page made of an id of the state */
export function domId(prefix: string, text: string): string {
  return `${prefix}-${text.replace(/[^A-Za-z0-9]+/g, '-')}`;
}
