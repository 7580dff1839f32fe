import type { LoggedRequest } from '../../http/message.ts';
import { readRequests } from '../../state/log.ts';
import { ruleOf, type Rule, type RuleBasis } from '../../state/rules.ts';
import type { SandboxState } from '../../state/state.ts';
import { html, type Html } from '../../pages/html.ts';
import { findForm } from './find-form.ts';
import { fold } from './form.ts';
import type { InspectorView } from './view.ts';

/** Lines that are looked through, and lines that are drawn: so the page stays as large as it is under any load. */
const looked = 300;
const drawn = 60;
const charactersShown = 400;

interface Line {
  readonly entry: LoggedRequest;
  readonly rule: Rule;
  readonly isRefused: boolean;
}

const orders = {
  refusals: {
    label: 'Refusals first',
    arrange: (lines: readonly Line[]) => [...lines.filter(isRefused), ...lines.filter((line) => !line.isRefused)],
  },
  refused: { label: 'Refusals only', arrange: (lines: readonly Line[]) => lines.filter(isRefused) },
  time: { label: 'Newest first', arrange: (lines: readonly Line[]) => lines },
} as const satisfies Record<string, { label: string; arrange: (lines: readonly Line[]) => readonly Line[] }>;

type OrderName = keyof typeof orders;

const areas = {
  all: { label: 'Everything', starts: [''] },
  connect: {
    label: 'Connect and Tesla’s pages',
    starts: ['/oauth/authorize', '/oauth/reauthenticate', '/connect/', '/tesla/', '/_ak/', '/texture/'],
  },
  tokens: { label: 'Tokens', starts: ['/oauth/token', '/oauth2/token'] },
  v2: { label: 'API v2', starts: ['/v2.0/'] },
  v3: { label: 'API v3', starts: ['/v3/'] },
  texture: { label: 'Texture', starts: ['/v1/', '/texture/'] },
} as const satisfies Record<string, { label: string; starts: readonly string[] }>;

type AreaName = keyof typeof areas;

function isRefused(line: Line): boolean {
  return line.isRefused;
}

/** The requests that were answered: what was decided, by which rule, and whose word that rule is. */
export function requestsSection(view: InspectorView): Html {
  const { state, query } = view;
  const order = pick(orders, query.get('log'), 'refusals');
  const area = pick(areas, query.get('area'), 'all');
  const wanted = (query.get('find') ?? '').trim();
  const matches = find(state, area, wanted.toLowerCase());
  const lines = orders[order].arrange(matches).slice(0, drawn);
  const total = state.nextLogSequence - 1;
  return html`<section class="panel" id="requests" aria-labelledby="requests-title" data-live data-pauses tabindex="-1">
    <div class="head">
      <h2 id="requests-title">Requests <span class="count">${total}</span></h2>
      ${filterForm(view, { order, area, wanted })}
    </div>
    <p class="${lines.length === 0 ? 'empty' : 'quiet'}" id="requests-state">
      ${sentence({ total, shown: lines.length, refused: matches.filter(isRefused).length })}
    </p>
    <div class="log">${lines.map((line) => lineOf(view, line))}</div>
  </section>`;
}

function pick<T extends object>(table: T, name: string | null, otherwise: keyof T): keyof T {
  return name !== null && Object.hasOwn(table, name) ? (name as keyof T) : otherwise;
}

function sentence(count: { readonly total: number; readonly shown: number; readonly refused: number }): string {
  if (count.total === 0) return 'No request came yet. Each one that an app or a browser sends is written here.';
  if (count.shown === 0) return `Of the newest ${Math.min(looked, count.total)} requests none fits.`;
  const refusals = count.refused === 0 ? 'none was refused' : `${count.refused} refused`;
  return `${count.shown} shown of the newest ${Math.min(looked, count.total)}; ${refusals}.`;
}

function find(state: SandboxState, area: AreaName, wanted: string): readonly Line[] {
  const { starts } = areas[area];
  return readRequests(state, looked)
    .toReversed()
    .filter(({ path }) => starts.some((start) => path.startsWith(start)))
    .filter((entry) => wanted === '' || textOf(entry).includes(wanted))
    .map((entry) => {
      const rule = ruleOf(state, entry);
      return { entry, rule, isRefused: rule.refuses === true };
    });
}

function textOf({ method, path, status, decision, requestId }: LoggedRequest): string {
  return `${method} ${path} ${status} ${decision} ${requestId ?? ''}`.toLowerCase();
}

interface Filter {
  readonly order: OrderName;
  readonly area: AreaName;
  readonly wanted: string;
}

function filterForm({ query }: InspectorView, { order, area, wanted }: Filter): Html {
  return findForm(query, {
    part: 'requests',
    name: 'Requests',
    text: { id: 'log-find', name: 'find', value: wanted, placeholder: 'Path, status, reason' },
    filters: [
      { id: 'log-order', name: 'log', label: 'Order', choices: orders, chosen: order },
      { id: 'log-area', name: 'area', label: 'Kind', choices: areas, chosen: area },
    ],
    button: { id: 'log-filter', label: 'Filter' },
    own: [],
  });
}

function lineOf(view: InspectorView, { entry, rule, isRefused: refused }: Line): Html {
  const { sequence, at, method, path, status, decision } = entry;
  const [address = ''] = path.split('?', 1);
  const tone = status >= 500 ? 'tag bad' : refused ? 'tag warn' : 'tag';
  return fold(view, {
    id: `request-${sequence}`,
    className: `card-row line-row${refused ? ' refused' : ''}`,
    summary: html`<span class="who"
        ><time class="mono quiet">${new Date(at).toISOString().slice(11, 19)}</time>
        <span class="mono">${method} ${cut(address, 90)}</span>
        <span class="because">${cut(reason(decision), 160)}</span></span
      >
      <span class="verdict"><span class="${tone}">${status}</span></span>`,
    body: details(entry, rule),
  });
}

function details(entry: LoggedRequest, rule: Rule): Html {
  return html`<dl class="facts">
    <dt>Request</dt>
    <dd class="mono">${entry.method} ${cut(entry.path, charactersShown)}${headersOf(entry)}${block(entry.body)}</dd>
    <dt>Decision</dt>
    <dd>
      <strong>${entry.status}</strong>
      ${cut(reason(entry.decision), charactersShown)}${block(isPage(entry.answer) ? '' : entry.answer)}
    </dd>
    <dt>Rule</dt>
    <dd>${rule.says}</dd>
    <dt>Source</dt>
    <dd>${sourceOf(rule.basis)}</dd>
    ${
      entry.requestId === undefined
        ? undefined
        : html`<dt>Request id</dt>
            <dd class="mono">${entry.requestId}</dd>`
    }
  </dl>`;
}

// The status stands beside it.
function reason(decision: string): string {
  return decision.replace(/^\d{3}: /, '');
}

function headersOf({ headers }: LoggedRequest): readonly Html[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [html`<span class="block-line quiet">${name}: ${cut(value, 200)}</span>`],
  );
}

// A page says in its markup what the decision says in a sentence.
function isPage(text: string): boolean {
  return /^<!doctype html/i.test(text);
}

function block(text: string): Html | undefined {
  return text === '' ? undefined : html`<pre class="mono" tabindex="0">${cut(text, charactersShown)}</pre>`;
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}

function sourceOf(basis: RuleBasis): Html {
  switch (basis.kind) {
    case 'published': {
      const { url, asOf } = basis.source;
      return html`<span class="tag good">published</span>
        <a href="${url}" rel="noopener noreferrer" target="_blank">${url.replace('https://', '')}</a>
        <span class="quiet">as of ${asOf}</span>`;
    }
    case 'assumed':
      return html`<span class="tag warn">assumed</span> Nobody publishes it; the sandbox must answer something.`;
    case 'ordered':
      return html`<span class="tag">ordered</span> By a fault or by the scenario.`;
    case 'own':
      return html`<span class="tag">sandbox</span> It concerns the sandbox alone.`;
  }
}
