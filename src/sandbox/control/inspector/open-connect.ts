import { ownerRoundNames } from '../../../core/tesla/owner-play.ts';
import type { Account, Application } from '../../state/state.ts';
import { html, type Html } from '../../pages/html.ts';
import { actionForm, field, fold, select } from './form.ts';
import type { InspectorView } from './view.ts';

/** Who goes through Connect, for which application. */
export interface ConnectVisit {
  /** Id of the thing on the page that the links stand in. */
  readonly id: string;
  readonly application: Application;
  readonly account: Account;
  /** The application's Vehicle Access set without it. */
  readonly scope?: string | undefined;
}

/** @returns a link that opens Connect as that owner, and a form that plays the owner to the end */
export function openConnect(view: InspectorView, visit: ConnectVisit): Html {
  const { id, account, application } = visit;
  const url = connectUrl(view, visit);
  return html`<p class="pair">
      <a class="button-link" id="${id}-open" href="${url}" target="_blank" rel="noopener"
        >Open Connect<span class="unseen"> of ${application.name} as ${account.username} in a new tab</span></a
      >
      <span class="quiet">as ${account.username}, for ${application.name}, in a new tab</span>
    </p>
    ${fold(view, { id: `${id}-play`, summary: html`Let the owner be played`, body: playForm(view, visit, url) })}`;
}

function playForm(view: InspectorView, { id }: ConnectVisit, url: string): Html {
  return actionForm(view, {
    id: `${id}-play-run`,
    operation: 'POST play',
    label: 'Play',
    fields: html`${field({ id: `${id}-play-url`, name: 'url', label: 'Link of Connect', value: url, type: 'url', required: true })}
    ${roundsField(id)}
    ${field({ id: `${id}-play-untick`, name: 'untick:list', label: 'Unticked on Smartcar’s screen', rows: 2, hint: 'Permissions, one a line.' })}
    ${keyChoice(id)}`,
    at: id,
    open: id,
    layout: 'stacked',
  });
}

/** @returns what the owner does, one round a line */
function roundsField(id: string): Html {
  return field({
    id: `${id}-rounds`,
    name: 'rounds:lines',
    label: 'The owner ticks at Tesla',
    value: 'select-all',
    rows: 2,
    hint: `One round a line: ${ownerRoundNames.join(', ')}, or boxes with commas between. The second line is the round after Revoke Access.`,
  });
}

/** @returns whether the owner adds the key on the way */
function keyChoice(id: string): Html {
  return select({
    id: `${id}-without-key`,
    name: 'withoutKey:truth',
    label: 'Where Connect asks for the virtual key',
    options: [
      { value: '', text: 'the owner adds it to one car' },
      { value: 'true', text: 'the owner leaves' },
    ],
  });
}

function connectUrl({ state }: InspectorView, { application, account, scope }: ConnectVisit): string {
  const query = new URLSearchParams({ response_type: 'code', client_id: application.id });
  if (scope !== undefined) query.set('scope', scope);
  query.set('make', account.make);
  query.set('state', 'inspector');
  query.set('sandbox_owner', account.username);
  return `${state.settings.origin}/oauth/authorize?${query.toString()}`;
}

/** The owner that answers every link without a browser. */
export function automaticOwner(view: InspectorView): Html {
  const { owner } = view.state.settings;
  const at = 'owner-automatic';
  const play = actionForm(view, {
    id: 'owner-automatic-on',
    operation: 'PUT owner',
    label: 'Answer every link so',
    fields: html`${roundsField(at)}
    ${field({ id: `${at}-untick`, name: 'untick:list', label: 'Unticked on Smartcar’s screen', rows: 2, hint: 'Permissions, one a line.' })}
    ${keyChoice(at)}`,
    at,
    open: at,
    layout: 'stacked',
  });
  const off =
    owner === undefined
      ? undefined
      : actionForm(view, {
          id: 'owner-automatic-off',
          operation: 'DELETE owner',
          label: 'Let people answer',
          at,
          open: at,
        });
  return html`<p class="quiet">
      ${owner === undefined ? 'People answer the pages.' : `Played: ${owner.rounds.map((round) => (round.kind === 'boxes' ? round.boxes.join(', ') : round.kind)).join(', then ')}.`}
    </p>
    ${off} ${play}`;
}
