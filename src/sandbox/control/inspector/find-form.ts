import { html, raw, type Html } from '../../pages/html.ts';

/** A list to narrow by. */
interface Filter {
  readonly id: string;
  /** The parameter of the page. */
  readonly name: string;
  readonly label: string;
  readonly choices: Readonly<Record<string, { readonly label: string }>>;
  readonly chosen: string;
}

/** What a part of the page is searched by. */
export interface FindForm {
  /** Id of the part, and the name of the search for those who hear the page. */
  readonly part: string;
  readonly name: string;
  readonly text: { readonly id: string; readonly name: string; readonly value: string; readonly placeholder: string };
  readonly filters?: readonly Filter[] | undefined;
  readonly button: { readonly id: string; readonly label: string };
  /** Parameters of this part, which start anew; those of the others are kept. */
  readonly own: readonly string[];
}

/** @returns a search of one part of the page, which leaves the searches of the others as they are */
export function findForm(query: URLSearchParams, form: FindForm): Html {
  const { part, name, text, filters = [], button } = form;
  const own = new Set([...form.own, text.name, ...filters.map((filter) => filter.name), 'notice']);
  return html`<form class="find" method="get" action="/_sandbox#${part}" role="search" aria-label="${name}">
    ${[...query].filter(([key]) => !own.has(key)).map(([key, value]) => html`<input type="hidden" name="${key}" value="${value}" />`)}
    <label class="unseen" for="${text.id}">Search ${name.toLowerCase()}</label>
    <input
      type="search"
      id="${text.id}"
      name="${text.name}"
      value="${text.value}"
      placeholder="${text.placeholder}"
      autocomplete="off"
    />
    ${filters.map(filterList)}
    <button type="submit" id="${button.id}">${button.label}</button>
  </form>`;
}

function filterList({ id, name, label, choices, chosen }: Filter): Html {
  return html`<label class="unseen" for="${id}">${label}</label
    ><select id="${id}" name="${name}">
      ${Object.entries(choices).map(([value, choice]) => html`<option value="${value}" ${value === chosen ? raw(' selected') : undefined}>${choice.label}</option>`)}
    </select>`;
}
