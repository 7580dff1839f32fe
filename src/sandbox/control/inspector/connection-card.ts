import type { BoxId } from '../../../core/tesla/boxes.ts';
import { editionOf } from '../../state/grants.ts';
import { formatScope } from '../../state/scope.ts';
import { boxLabel } from '../../pages/labels.ts';
import { carName, describePermission } from '../../pages/words.ts';
import { html, raw, type Html } from '../../pages/html.ts';
import type { ConnectionAnswer, PermissionAnswer, Remark, WhyNot } from './answer.ts';
import { actionForm, domId, fold, hidden } from './form.ts';
import { openConnect } from './open-connect.ts';
import type { InspectorView } from './view.ts';

/** A connection and where the reader comes back to. */
interface Card extends ConnectionAnswer {
  readonly view: InspectorView;
  readonly id: string;
}

/** One connection: a line with the verdict, and behind it each permission with its box and the reason. */
export function connectionCard(view: InspectorView, answer: ConnectionAnswer, open: boolean): Html {
  const card: Card = { ...answer, view, id: domId('connection', answer.connection.id) };
  return fold(view, {
    id: card.id,
    className: 'card-row',
    open,
    summary: summary(card),
    body: html`${identity(card)} ${permissionTable(card)} ${consentForm(card)} ${keyForm(card)} ${connectAgain(card)}`,
  });
}

function summary({ account, vehicle, permissions, lost, key, connection, view }: Card): Html {
  const granted = permissions.length - lost;
  const application = view.state.applications.get(connection.applicationId)?.name ?? connection.applicationId;
  return html`<span class="who"
      ><strong>${account?.username ?? connection.userId}</strong>
      <span class="quiet"
        >${vehicle === undefined ? connection.vehicleId : carName(vehicle)} · ${application}</span
      ></span
    >
    <span class="verdict">
      ${
        lost === 0
          ? html`<span class="tag good">All ${granted} granted</span>`
          : html`<span class="tag bad">${granted} of ${permissions.length} granted</span>`
      }
      ${keyTag(key)} ${connection.legacy ? html`<span class="tag">legacy</span>` : undefined}
    </span>`;
}

function keyTag(key: ConnectionAnswer['key']): Html | undefined {
  if (key === 'paired') return html`<span class="tag good">Key paired</span>`;
  if (key === 'missing') return html`<span class="tag warn">Key missing</span>`;
  return key === undefined ? undefined : html`<span class="tag">No key needed</span>`;
}

function identity({ connection, vehicle }: Card): Html {
  return html`<p class="quiet mono ids">
    ${vehicle === undefined ? undefined : html`<span>VIN ${vehicle.vin}</span> `}<span
      >vehicle ${connection.vehicleId}</span
    >
    <span>user ${connection.userId}</span>
  </p>`;
}

function permissionTable(card: Card): Html {
  return html`<table class="answer">
    <thead>
      <tr>
        <th scope="col">Permission</th>
        <th scope="col">Asked</th>
        <th scope="col">Ticked at Tesla</th>
        <th scope="col">Granted</th>
        <th scope="col">Why not</th>
      </tr>
    </thead>
    <tbody>
      ${card.permissions.map((one) => permissionRow(card, one))}
    </tbody>
  </table>`;
}

function permissionRow(card: Card, answer: PermissionAnswer): Html {
  const { name, required, whyNot } = answer;
  return html`<tr class="${whyNot === undefined ? 'is' : 'isnt'}">
    <th scope="row"><span class="mono">${name}</span> <small>${describePermission(name)}</small></th>
    <td data-head="Asked">${required ? 'required' : 'optional'}</td>
    <td data-head="Ticked at Tesla">${boxCell(card, answer)}</td>
    <td data-head="Granted">${whyNot === undefined ? mark(true, 'granted') : mark(false, 'not granted')}</td>
    <td data-head="${whyNot === undefined ? 'Note' : 'Why not'}">${reasonCell(card, answer)}</td>
  </tr>`;
}

function mark(isGood: boolean, text: string): Html {
  return html`<span class="${isGood ? 'yes' : 'no'}"
    ><span aria-hidden="true">${isGood ? '✓' : '✗'}</span> ${text}</span
  >`;
}

function boxCell({ view: { state } }: Card, { boxes, ticked, lacking }: PermissionAnswer): Html {
  if (ticked === undefined) return html`<span class="quiet">no box</span>`;
  const labels = (ids: readonly BoxId[]): string => ids.map((box) => boxLabel(state, 'smartcar', box)).join(' + ');
  return mark(ticked, ticked ? boxes.map(labels).join(' or ') : labels(lacking));
}

const reasons: Readonly<Record<WhyNot, (box: string) => string>> = {
  'box-not-ticked': (box) => `The owner did not tick ${box}.`,
  'box-unticked-since': (box) => `Granted once; the owner unticked ${box} since.`,
  'box-ticked-since': () => 'Its box is ticked by now, but Connect came before. Connect has to be run again.',
  'unticked-at-smartcar': () => 'The owner unticked it on Smartcar’s own screen. Connect has to be run again.',
  'access-removed': () => 'The owner removed Smartcar’s access at Tesla.',
  'vehicle-missing': () => 'The car is no longer in the owner’s account.',
};

const remarks: Readonly<Record<Remark, string>> = {
  'no-box': 'No Tesla box is published for it; that it is granted is an assumption.',
  'key-missing': 'Granted, but its commands fail until the car has the virtual key.',
  'not-capable': 'Granted, but this car has nothing behind it: VEHICLE_NOT_CAPABLE.',
};

function reasonCell(card: Card, answer: PermissionAnswer): Html {
  const { whyNot, remark, lacking } = answer;
  if (whyNot === undefined) return html`<span class="quiet">${remark === undefined ? '' : remarks[remark]}</span>`;
  const box = lacking.map((one) => boxLabel(card.view.state, 'smartcar', one)).join(' and ');
  return html`${reasons[whyNot](box)} ${canTick(whyNot) ? tickForm(card, answer, box) : undefined}`;
}

function canTick(whyNot: WhyNot): boolean {
  return whyNot === 'box-not-ticked' || whyNot === 'box-unticked-since';
}

function tickForm(card: Card, { name, lacking }: PermissionAnswer, box: string): Html {
  return actionForm(card.view, {
    id: `${card.id}-tick-${name}`,
    operation: `PUT accounts/${encodeURIComponent(card.connection.accountId)}/consents/smartcar`,
    label: `Tick ${box}`,
    detail: `at Tesla for ${name}`,
    fields: html`${lacking.map((one) => hidden('tick:list', one))}`,
    at: card.id,
    open: card.id,
  });
}

function consentForm(card: Card): Html | undefined {
  const { account, connection } = card;
  if (account?.make !== 'TESLA' || connection.legacy) return undefined;
  return html`<div class="block">
    <h3>Boxes at Tesla</h3>
    <p class="quiet">Of ${account.username}, for Smartcar as a whole: every connection of this owner follows them.</p>
    ${boxesForm(card.view, { id: card.id, accountId: account.id, ticked: account.consents.smartcar?.boxes })}
  </div>`;
}

/** What an owner has ticked for Smartcar. */
export interface BoxesForm {
  /** Id of the thing on the page that the form stands in. */
  readonly id: string;
  readonly accountId: string;
  /** Undefined without any consent. */
  readonly ticked: readonly BoxId[] | undefined;
  readonly thirdParty?: 'smartcar' | 'texture' | undefined;
}

/** @returns the boxes of Tesla's page for accesses, with its two buttons */
export function boxesForm(view: InspectorView, form: BoxesForm): Html {
  const { id, accountId, ticked = [], thirdParty = 'smartcar' } = form;
  const operation = `accounts/${encodeURIComponent(accountId)}/consents/${thirdParty}`;
  const boxes = editionOf(view.state, thirdParty).asks.map(
    (box) =>
      html`<label class="tick"
        ><input
          type="checkbox"
          id="${id}-${thirdParty}-${box}"
          name="boxes:list"
          value="${box}"
          ${ticked.includes(box) ? raw(' checked') : undefined}
        />
        ${boxLabel(view.state, thirdParty, box)}</label
      >`,
  );
  return html`<div class="pair">
    ${actionForm(view, {
      id: `${id}-${thirdParty}-update`,
      operation: `PUT ${operation}`,
      label: 'Update boxes',
      fields: html`<fieldset class="ticks">
        <legend class="unseen">Boxes ticked at Tesla for ${thirdParty}</legend>
        ${hidden('boxes:list', '')}${boxes}
      </fieldset>`,
      at: id,
      open: id,
      layout: 'stacked',
    })}
    ${
      form.ticked === undefined
        ? html`<p class="quiet">No access is given at the moment.</p>`
        : actionForm(view, {
            id: `${id}-${thirdParty}-remove`,
            operation: `DELETE ${operation}`,
            label: 'Remove access',
            detail: `of ${thirdParty} at Tesla`,
            kind: 'danger',
            at: id,
            open: id,
          })
    }
  </div>`;
}

function keyForm(card: Card): Html | undefined {
  const { vehicle, account, connection, key, view } = card;
  const domain = view.state.applications.get(connection.applicationId)?.virtualKeyDomain;
  if (vehicle === undefined || domain === undefined || key === undefined || key === 'not-needed') return undefined;
  const isPaired = key === 'paired';
  const page = `/_ak/${encodeURIComponent(domain)}?${new URLSearchParams({ vin: vehicle.vin, account: account?.username ?? '' }).toString()}`;
  return html`<div class="block">
    <h3>Virtual key of this car</h3>
    <p class="quiet">
      The key of <span class="mono">${domain}</span> is ${isPaired ? 'on the car' : 'not on the car'}. Each car needs
      its own.
    </p>
    <div class="pair">
      ${actionForm(view, {
        id: `${card.id}-key`,
        operation: `${isPaired ? 'DELETE' : 'PUT'} vehicles/${vehicle.id}/keys/${encodeURIComponent(domain)}`,
        label: isPaired ? 'Delete the key' : 'Pair the key',
        detail: `of ${domain}, ${carName(vehicle)}`,
        kind: isPaired ? 'danger' : undefined,
        at: card.id,
        open: card.id,
      })}
      ${isPaired ? undefined : html`<a class="link" href="${page}" target="_blank" rel="noopener">Tesla’s page for it</a>`}
    </div>
  </div>`;
}

function connectAgain(card: Card): Html | undefined {
  const { account, connection, view } = card;
  const application = view.state.applications.get(connection.applicationId);
  if (account === undefined || application === undefined) return undefined;
  return html`<div class="block">
    <h3>Connect again</h3>
    ${openConnect(view, { id: card.id, application, account, scope: formatScope(connection.asked) })}
  </div>`;
}
