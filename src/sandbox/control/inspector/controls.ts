import { apiErrorNames } from '../../state/api-errors.ts';
import type { Fault, SandboxState } from '../../state/state.ts';
import { scenarios } from '../../scenarios/catalogue.ts';
import { utc } from '../../pages/labels.ts';
import { html, type Html } from '../../pages/html.ts';
import { actionForm, field, fold, hidden, select } from './form.ts';
import type { InspectorView } from './view.ts';

/** The clock: what it shows, and the steps by which codes, tokens and consents age. */
export function clockPanel(view: InspectorView): Html {
  const { state } = view;
  const ahead = state.clockOffset;
  return html`<section class="panel tool" id="clock" aria-labelledby="clock-title" data-live tabindex="-1">
    <h2 id="clock-title">Clock</h2>
    <p class="now">
      ${utc(state.now())} <span class="quiet">${ahead === 0 ? 'as on the wall' : `${duration(ahead)} ahead`}</span>
    </p>
    <div class="chips">${steps.map((step) => stepForm(view, step))}</div>
    ${actionForm(view, {
      id: 'clock-advance',
      operation: 'POST clock/advance',
      label: 'Move on',
      fields: field({ id: 'clock-seconds', name: 'seconds:number', label: 'Seconds', type: 'number', required: true }),
      at: 'clock',
      layout: 'stacked',
    })}
  </section>`;
}

interface Step {
  readonly label: string;
  readonly seconds: number;
  readonly effect: string;
}

const steps: readonly Step[] = [
  { label: '+1 min', seconds: 60, effect: 'the grace of a used refresh token ends' },
  { label: '+10 min', seconds: 600, effect: 'authorization codes end' },
  { label: '+2 h', seconds: 7200, effect: 'access tokens end' },
  { label: '+1 day', seconds: 86_400, effect: 'a day' },
  { label: '+60 days', seconds: 5_184_000, effect: 'refresh tokens end' },
];

function stepForm(view: InspectorView, { label, seconds, effect }: Step): Html {
  return actionForm(view, {
    id: `clock-${seconds}`,
    operation: 'POST clock/advance',
    label,
    detail: `on the clock: ${effect}`,
    fields: hidden('seconds:number', String(seconds)),
    at: 'clock',
  });
}

const units: readonly (readonly [number, string])[] = [
  [86_400_000, 'days'],
  [3_600_000, 'hours'],
  [60_000, 'minutes'],
  [1000, 'seconds'],
];

function duration(milliseconds: number): string {
  const [size, name] = units.find(([unit]) => milliseconds >= 2 * unit) ?? [1000, 'seconds'];
  return `${Math.round(milliseconds / size)} ${name}`;
}

/** The situation that is played, and others to start over from. */
export function scenarioPanel(view: InspectorView): Html {
  const { settings } = view.state;
  const known = scenarios.some(({ name }) => name === settings.scenario);
  return html`<section class="panel tool" id="scenario" aria-labelledby="scenario-title" data-live tabindex="-1">
    <h2 id="scenario-title">Scenario</h2>
    <p>
      <strong>${settings.scenario}</strong>
      <span class="quiet"
        >permission table ${settings.edition}, behaviour
        ${settings.asOf === undefined ? 'of today' : `of ${settings.asOf}`}</span
      >
    </p>
    <p class="quiet">${scenarios.find(({ name }) => name === settings.scenario)?.story ?? 'A scenario of your own.'}</p>
    ${actionForm(view, {
      id: 'scenario-change',
      operation: 'POST reset',
      label: 'Start this scenario',
      fields: select({
        id: 'scenario-name',
        name: 'scenario',
        label: 'Another situation',
        options: scenarios.map(({ name }) => ({ value: name, text: name })),
        chosen: known ? settings.scenario : undefined,
      }),
      at: 'scenario',
      layout: 'stacked',
    })}
    ${actionForm(view, { id: 'scenario-reset', operation: 'POST reset', label: 'Reset', detail: 'to the beginning of the scenario', kind: 'danger', at: 'scenario' })}
  </section>`;
}

/** Moments to come back to. */
export function snapshotPanel(view: InspectorView): Html {
  const kept = [...view.snapshots].toReversed();
  return html`<section class="panel tool" id="snapshots" aria-labelledby="snapshots-title" data-live tabindex="-1">
    <h2 id="snapshots-title">Snapshots <span class="count">${kept.length}</span></h2>
    ${actionForm(view, { id: 'snapshot-take', operation: 'POST snapshots', label: 'Take a snapshot', at: 'snapshots' })}
    <ul class="rows">
      ${kept.map(
        ([id, { takenAt, data }]) =>
          html`<li>
            <span
              >${utc(takenAt)}<br /><span class="quiet"
                >${data.settings.scenario}, ${data.connections.size} connected</span
              ></span
            >
            ${actionForm(view, { id: `snapshot-${id}`, operation: `POST snapshots/${id}/restore`, label: 'Restore', detail: `the snapshot of ${utc(takenAt)}`, at: 'snapshots' })}
          </li>`,
      )}
    </ul>
    <p class="quiet">The newest twenty are kept while the sandbox runs.</p>
  </section>`;
}

const faultsListed = 25;

/** Errors and delays that requests run into. */
export function faultPanel(view: InspectorView): Html {
  const { state } = view;
  return html`<section class="panel tool" id="faults-panel" aria-labelledby="faults-title" data-live tabindex="-1">
    <h2 id="faults-title">Faults <span class="count">${state.faults.length}</span></h2>
    ${state.faults.length === 0 ? html`<p class="quiet">None is ordered: every request gets its normal answer.</p>` : undefined}
    <ul class="rows" id="faults">
      ${state.faults.slice(0, faultsListed).map((fault) => faultRow(view, fault))}
    </ul>
    ${
      state.faults.length > 1
        ? actionForm(view, {
            id: 'faults-clear',
            operation: 'DELETE faults',
            label: 'End all faults',
            kind: 'danger',
            at: 'faults-panel',
          })
        : undefined
    }
    ${fold(view, { id: 'fault-new', summary: html`Order a fault`, body: orderForm(view) })}
  </section>`;
}

function faultRow(view: InspectorView, fault: Fault): Html {
  return html`<li>
    <span
      ><strong>${answerOf(fault)}</strong> <span class="quiet">${whenOf(fault)}</span><br />
      <span class="quiet mono">${fault.method ?? 'any method'} ${fault.path ?? 'any path'}</span>
      ${fault.vehicleId === undefined ? undefined : html`<br /><span class="quiet mono">vehicle ${fault.vehicleId}</span>`}
      ${fault.applicationId === undefined ? undefined : html`<br /><span class="quiet mono">application ${fault.applicationId}</span>`}</span
    >
    ${actionForm(view, { id: `fault-${fault.id}`, operation: `DELETE faults/${encodeURIComponent(fault.id)}`, label: 'End', detail: `the fault ${answerOf(fault)}`, kind: 'danger', at: 'faults-panel' })}
  </li>`;
}

/** Everything that it does to a request that it hits. */
function answerOf({ error, status, delayMs, longRunningMs, cutAfter }: Fault): string {
  return [
    ...(error === undefined ? [] : [`${error.type}:${error.code ?? 'null'}`]),
    ...(status === undefined ? [] : [String(status)]),
    ...(delayMs === undefined ? [] : [`${delayMs / 1000} s late`]),
    ...(longRunningMs === undefined ? [] : [`long command, ${longRunningMs / 1000} s`]),
    ...(cutAfter === undefined ? [] : [`cut after ${cutAfter} bytes`]),
  ].join(', ');
}

/** Which requests it hits of those that it concerns. */
function whenOf({ rate, seed, nth, remaining }: Fault): string {
  const isAlways = remaining === null && rate === undefined && nth === undefined;
  return [
    ...(isAlways ? ['always'] : []),
    ...(rate === undefined ? [] : [`${Number((rate * 100).toPrecision(4))} % of the requests`]),
    ...(seed === undefined ? [] : [`seed ${seed}`]),
    ...(nth === undefined ? [] : [`from request ${nth} on`]),
    ...(remaining === null ? [] : [`${remaining} more`]),
  ].join(', ');
}

function orderForm(view: InspectorView): Html {
  return actionForm(view, {
    id: 'fault-new-run',
    operation: 'POST faults',
    label: 'Order it',
    fields: html`${field({ id: 'fault-error', name: 'error', label: 'Error', list: 'ordered-errors', hint: 'TYPE:CODE of the API, an error of Connect such as user_cancelled, or one of the token endpoint.' })}
    ${field({ id: 'fault-times', name: 'times:number', label: 'How many requests', type: 'number', hint: 'All of them where empty; one with a first request.' })}
    ${field({ id: 'fault-path', name: 'path', label: 'Path', hint: '* is one segment, ** the rest: /v2.0/vehicles/*/odometer' })}
    ${fold(view, { id: 'fault-more', summary: html`More`, body: moreOfFault(view.state) })}`,
    at: 'faults-panel',
    open: 'fault-new',
    layout: 'stacked',
  });
}

function moreOfFault(state: SandboxState): Html {
  return html`${field({ id: 'fault-method', name: 'method', label: 'Method', hint: 'Any where empty.' })}
  ${field({ id: 'fault-vehicle', name: 'vehicleId', label: 'Car, by id or VIN' })}
  ${select({
    id: 'fault-application',
    name: 'applicationId',
    label: 'Application',
    options: [
      { value: '', text: 'any' },
      ...[...state.applications.values()].slice(0, 50).map(({ id, name }) => ({ value: id, text: name })),
    ],
  })}
  ${field({ id: 'fault-status', name: 'status:number', label: 'Status', type: 'number' })}
  ${field({ id: 'fault-nth', name: 'nth:number', label: 'First request', type: 'number', hint: 'It hits none before the request of this number, from 1.' })}
  ${field({ id: 'fault-rate', name: 'rate:number', label: 'Share of the requests', type: 'number', hint: 'From 0 to 1: the same ones in every run.' })}
  ${field({ id: 'fault-seed', name: 'seed:number', label: 'Seed of the share', type: 'number', hint: 'Another number draws other requests.' })}
  ${field({ id: 'fault-cut', name: 'cutAfterBytes:number', label: 'Cut after so many bytes', type: 'number' })}
  ${field({ id: 'fault-delay', name: 'delaySeconds:number', label: 'Seconds late', type: 'number' })}
  ${field({ id: 'fault-long', name: 'longRunningSeconds:number', label: 'Seconds of a long command (v3)', type: 'number' })}
  ${field({ id: 'fault-body', name: 'body', label: 'Body', rows: 2 })}
  ${field({ id: 'fault-headers', name: 'headers:json', label: 'Headers, as a JSON object', rows: 2 })}`;
}

const others = [
  'access_denied',
  'user_cancelled',
  'user_manually_returned_to_application',
  'vehicle_incompatible',
  'invalid_subscription',
  'no_vehicles',
  'server_error',
  'invalid_grant',
  'invalid_client',
];

/** @returns the suggestions that several fields of the page share */
export function suggestions(): Html {
  const options = (names: readonly string[]): readonly Html[] =>
    names.map((name) => html`<option value="${name}"></option>`);
  return html`<datalist id="api-errors">${options(apiErrorNames)}</datalist
    ><datalist id="ordered-errors">${options([...apiErrorNames, ...others])}</datalist>`;
}
