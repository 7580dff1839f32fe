import type { Connection, SandboxState } from '../../state/state.ts';
import { carName } from '../../pages/words.ts';
import { html, type Html } from '../../pages/html.ts';
import { answerConnection, type ConnectionAnswer } from './answer.ts';
import { connectionCard } from './connection-card.ts';
import { findForm } from './find-form.ts';
import { openConnect } from './open-connect.ts';
import type { InspectorView } from './view.ts';

const perPage = 20;
/** Connections that one look goes through: a search in a fleet must not hold up the requests beside it. */
const looked = 20_000;
/** With so few the newest is shown opened. */
const opened = 2;

const filters = {
  all: { label: 'All', fits: () => true },
  lost: { label: 'Permission missing', fits: ({ lost }: ConnectionAnswer) => lost > 0 },
  key: { label: 'Key missing', fits: ({ key }: ConnectionAnswer) => key === 'missing' },
  fine: { label: 'All granted', fits: ({ lost }: ConnectionAnswer) => lost === 0 },
} as const satisfies Record<string, { label: string; fits: (answer: ConnectionAnswer) => boolean }>;

type FilterName = keyof typeof filters;

interface FoundConnections {
  readonly shown: readonly ConnectionAnswer[];
  /** True where there are more behind them. */
  readonly more: boolean;
  /** True where the search ended before the last connection. */
  readonly cut: boolean;
}

/** The answer to the question that the sandbox exists for, one connection after the other. */
export function connectionsSection(view: InspectorView): Html {
  const { state, query } = view;
  const filter = readFilter(query.get('show'));
  const wanted = (query.get('q') ?? '').trim();
  const page = Math.max(1, Math.trunc(Number(query.get('page') ?? 1)) || 1);
  const matches = find(state, { filter, wanted: wanted.toLowerCase(), page });
  const total = state.connections.size;
  return html`<section class="panel" id="connections" aria-labelledby="connections-title" data-live tabindex="-1">
    <div class="head">
      <h2 id="connections-title">Connections <span class="count">${total}</span></h2>
      ${total > 1 ? searchForm(query, filter, wanted) : undefined}
    </div>
    ${total === 0 ? empty(view) : list(view, matches)} ${pager(query, page, matches)}
  </section>`;
}

function empty(view: InspectorView): Html {
  const [account] = view.state.accounts.values();
  return html`<div class="empty">
    <p><strong>Nobody is connected yet.</strong></p>
    <p>
      Open Connect as an owner, and this place says what was asked, what is ticked at Tesla, what was granted, and why
      not.
    </p>
    ${
      account === undefined || view.application.provider !== 'smartcar'
        ? undefined
        : openConnect(view, { id: 'connections-first', application: view.application, account })
    }
  </div>`;
}

function list(view: InspectorView, { shown, cut }: FoundConnections): Html {
  if (shown.length === 0)
    return html`<p class="empty">
      No connection fits. ${cut ? `Only the newest ${looked} were looked through.` : undefined}
      <a href="/_sandbox#connections">Show all</a>
    </p>`;
  return html`${shown.map((answer, index) => connectionCard(view, answer, index === 0 && shown.length <= opened))}
  ${cut ? html`<p class="quiet">The newest ${looked} connections were looked through.</p>` : undefined}`;
}

function searchForm(query: URLSearchParams, filter: FilterName, wanted: string): Html {
  return findForm(query, {
    part: 'connections',
    name: 'Connections',
    text: { id: 'find-connection', name: 'q', value: wanted, placeholder: 'Owner, car, VIN, permission' },
    filters: [{ id: 'show-connections', name: 'show', label: 'Show', choices: filters, chosen: filter }],
    button: { id: 'find-connections', label: 'Find' },
    own: ['page', 'open'],
  });
}

function readFilter(text: string | null): FilterName {
  return text !== null && Object.hasOwn(filters, text) ? (text as FilterName) : 'all';
}

interface Search {
  readonly filter: FilterName;
  /** Lower case; empty for all. */
  readonly wanted: string;
  readonly page: number;
}

// Walks from the newest and stops as soon as the page is full: a fleet is never gone through for twenty rows.
function find(state: SandboxState, { filter, wanted, page }: Search): FoundConnections {
  const shown: ConnectionAnswer[] = [];
  let toSkip = (page - 1) * perPage;
  let seen = 0;
  for (const connection of newestFirst(state)) {
    seen += 1;
    if (seen > looked) return { shown, more: false, cut: true };
    if (wanted !== '' && !textOf(state, connection).includes(wanted)) continue;
    const answer = filter === 'all' && toSkip > 0 ? undefined : answerConnection(state, connection);
    if (answer !== undefined && !filters[filter].fits(answer)) continue;
    if (toSkip > 0) toSkip -= 1;
    else if (shown.length === perPage) return { shown, more: true, cut: false };
    else shown.push(answer ?? answerConnection(state, connection));
  }
  return { shown, more: false, cut: false };
}

function newestFirst(state: SandboxState): readonly Connection[] {
  return [...state.connections.values()].toReversed();
}

function textOf(state: SandboxState, connection: Connection): string {
  const car = state.vehicles.get(connection.vehicleId);
  const account = state.accounts.get(connection.accountId);
  const application = state.applications.get(connection.applicationId);
  return [
    connection.id,
    connection.userId,
    connection.vehicleId,
    account?.username,
    application?.name,
    car?.vin,
    car && carName(car),
    ...connection.asked.map(({ name }) => name),
  ]
    .join(' ')
    .toLowerCase();
}

function pager(query: URLSearchParams, page: number, { more }: FoundConnections): Html | undefined {
  if (page === 1 && !more) return undefined;
  return html`<nav class="pager" aria-label="Pages of connections">
    ${page > 1 ? html`<a href="${pageLink(query, page - 1)}" rel="prev">Newer</a>` : html`<span></span>`}
    <span class="quiet">Page ${page}</span>
    ${more ? html`<a href="${pageLink(query, page + 1)}" rel="next">Older</a>` : html`<span></span>`}
  </nav>`;
}

function pageLink(query: URLSearchParams, page: number): string {
  const next = new URLSearchParams(query);
  next.delete('notice');
  next.delete('open');
  next.set('page', String(page));
  return `/_sandbox?${next.toString()}#connections`;
}
