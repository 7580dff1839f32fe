import type { Account, Application, SandboxState, Vehicle } from '../../state/state.ts';
import { carName } from '../../pages/words.ts';
import { keyStateOf } from '../../state/virtual-key.ts';
import { html, type Html } from '../../pages/html.ts';
import { boxesForm } from './connection-card.ts';
import { findForm } from './find-form.ts';
import { actionForm, domId, field, fold, select, yesOrNo } from './form.ts';
import { automaticOwner, openConnect } from './open-connect.ts';
import type { InspectorView } from './view.ts';

const listed = 20;
const carsListed = 20;

/** The accounts with car makers: who can go through Connect, with which cars. */
export function ownersSection(view: InspectorView): Html {
  const { state, query } = view;
  const wanted = (query.get('owner') ?? '').trim().toLowerCase();
  const { shown, more } = find(state, wanted);
  return html`<section class="panel" id="owners" aria-labelledby="owners-title" data-live tabindex="-1">
    <div class="head">
      <h2 id="owners-title">Owners <span class="count">${state.accounts.size}</span></h2>
      ${state.accounts.size > listed || wanted !== '' ? searchForm(query, wanted) : undefined}
    </div>
    ${shown.map((account) => ownerCard(view, account))}
    ${shown.length === 0 ? html`<p class="empty">${wanted === '' ? 'There is no account yet.' : 'No owner fits.'}</p>` : undefined}
    ${more ? html`<p class="quiet">The first ${listed} are listed; search for others.</p>` : undefined}
    ${fold(view, { id: 'owner-automatic', summary: html`Answer Connect without people`, body: automaticOwner(view) })}
    ${fold(view, { id: 'owner-new', summary: html`New account`, body: newAccount(view) })}
  </section>`;
}

function find(state: SandboxState, wanted: string): { readonly shown: readonly Account[]; readonly more: boolean } {
  const shown: Account[] = [];
  for (const account of state.accounts.values()) {
    if (wanted !== '' && !`${account.id} ${account.userId}`.toLowerCase().includes(wanted)) continue;
    if (shown.length === listed) return { shown, more: true };
    shown.push(account);
  }
  return { shown, more: false };
}

function searchForm(query: URLSearchParams, wanted: string): Html {
  return findForm(query, {
    part: 'owners',
    name: 'Owners',
    text: { id: 'find-owner', name: 'owner', value: wanted, placeholder: 'Owner or user id' },
    button: { id: 'find-owners', label: 'Find' },
    own: ['open'],
  });
}

function ownerCard(view: InspectorView, account: Account): Html {
  const id = domId('owner', account.id);
  return fold(view, {
    id,
    className: 'card-row',
    summary: summary(account),
    body: html`<p class="quiet mono ids"><span>user ${account.userId}</span></p>
      ${account.make === 'TESLA' ? consents(view, account, id) : undefined} ${cars(view, account, id)}
      ${connectAs(view, account, id)} ${settingsOf(view, account, id)}`,
  });
}

function summary(account: Account): Html {
  const count = account.vehicles.size;
  return html`<span class="who"
      ><strong>${account.username}</strong>
      <span class="quiet">${account.make} · ${count} ${count === 1 ? 'car' : 'cars'}</span></span
    >
    <span class="verdict"
      >${consentTag(account)} ${peculiarities(account).map((one) => html`<span class="tag warn">${one}</span>`)}</span
    >`;
}

function consentTag(account: Account): Html | undefined {
  if (account.make !== 'TESLA') return undefined;
  const boxes = account.consents.smartcar?.boxes.length;
  return boxes === undefined
    ? html`<span class="tag">No access for Smartcar</span>`
    : html`<span class="tag">${boxes} ${boxes === 1 ? 'box' : 'boxes'} ticked</span>`;
}

function peculiarities(account: Account): readonly string[] {
  return [
    account.phoneKey ? '' : 'No phone key',
    account.subscription === 'active' ? '' : 'Subscription inactive',
    account.compatible ? '' : 'Incompatible',
    account.problem === undefined ? '' : `${account.problem.type}:${account.problem.code ?? 'null'}`,
  ].filter((remark) => remark !== '');
}

function consents(view: InspectorView, account: Account, id: string): Html {
  const block = (thirdParty: 'smartcar' | 'texture', name: string): Html =>
    html`<div class="block">
      <h3>Boxes at Tesla for ${name}</h3>
      ${boxesForm(view, { id, accountId: account.id, ticked: account.consents[thirdParty]?.boxes, thirdParty })}
    </div>`;
  return html`${block('smartcar', 'Smartcar')} ${block('texture', 'Texture')}`;
}

function cars(view: InspectorView, account: Account, id: string): Html {
  const ids = [...account.vehicles].slice(0, carsListed);
  return html`<div class="block">
    <h3>Cars</h3>
    <ul class="rows">
      ${ids.map(([vehicleId, role]) => carRow(view, { account, id, role, car: view.state.vehicles.get(vehicleId) }))}
    </ul>
    ${account.vehicles.size > carsListed ? html`<p class="quiet">and ${account.vehicles.size - carsListed} more</p>` : undefined}
    ${fold(view, { id: `${id}-add-car`, summary: html`Add a car`, body: newCar(view, account, id) })}
  </div>`;
}

interface CarRow {
  readonly account: Account;
  readonly id: string;
  readonly role: 'owner' | 'driver';
  readonly car: Vehicle | undefined;
}

function carRow(view: InspectorView, { account, id, role, car }: CarRow): Html | undefined {
  if (car === undefined) return undefined;
  const rowId = domId(`${id}-car`, car.id);
  const remove = actionForm(view, {
    id: `${rowId}-remove`,
    operation: `DELETE accounts/${encodeURIComponent(account.id)}/vehicles/${car.id}`,
    label: 'Take out of the account',
    detail: carName(car),
    kind: 'danger',
    at: id,
    open: id,
  });
  return html`<li>
    <span
      ><strong>${carName(car)}</strong> <span class="tag">${role}</span><br /><span class="quiet mono"
        >VIN ${car.vin}</span
      ></span
    >
    <span class="pair"
      >${domainsOf(view.state, car).map((domain) => carKey(view, { car, domain, id, rowId }))} ${remove}</span
    >
  </li>`;
}

// One application's key at least, and every key that is on the car.
function domainsOf(state: SandboxState, car: Vehicle): readonly string[] {
  if (car.make !== 'TESLA' || !car.needsKey) return car.keys;
  const registered = [...state.applications.values()].map(({ virtualKeyDomain }) => virtualKeyDomain.toLowerCase());
  return [...new Set([...registered, ...car.keys])].slice(0, 5);
}

interface CarKey {
  readonly car: Vehicle;
  readonly domain: string;
  readonly id: string;
  readonly rowId: string;
}

function carKey(view: InspectorView, { car, domain, id, rowId }: CarKey): Html {
  const isPaired = keyStateOf(car, domain) === 'paired';
  return actionForm(view, {
    id: domId(`${rowId}-key`, domain),
    operation: `${isPaired ? 'DELETE' : 'PUT'} vehicles/${car.id}/keys/${encodeURIComponent(domain)}`,
    label: `${isPaired ? 'Delete' : 'Pair'} ${domain}`,
    detail: `key of the ${carName(car)}`,
    kind: isPaired ? 'danger' : undefined,
    at: id,
    open: id,
  });
}

function newCar(view: InspectorView, account: Account, id: string): Html {
  return actionForm(view, {
    id: `${id}-add-car-run`,
    operation: `POST accounts/${encodeURIComponent(account.id)}/vehicles`,
    label: 'Add the car',
    fields: html`${field({ id: `${id}-car-model`, name: 'model', label: 'Model', value: 'Model 3' })}
    ${field({ id: `${id}-car-year`, name: 'year:number', label: 'Year', value: '2024', type: 'number' })}
    ${field({ id: `${id}-car-vin`, name: 'vin', label: 'VIN', hint: 'Made up where empty.' })}
    ${select({ id: `${id}-car-role`, name: 'role', label: 'This account is its', options: words('owner', 'driver') })}
    ${select({ id: `${id}-car-power`, name: 'powertrain', label: 'Powertrain', options: words('BEV', 'PHEV', 'ICE') })}
    ${field({ id: `${id}-car-id`, name: 'vehicleId', label: 'A car that exists, by id or VIN', hint: 'As with a second driver; the fields above do not count then.' })}`,
    at: id,
    open: id,
    layout: 'stacked',
  });
}

/** @returns options that read as they are written */
export function words(...all: readonly string[]): readonly { readonly value: string; readonly text: string }[] {
  return all.map((word) => ({ value: word, text: word }));
}

function connectAs(view: InspectorView, account: Account, id: string): Html | undefined {
  const application: Application | undefined =
    view.application.provider === 'smartcar' ? view.application : [...view.state.applications.values()][0];
  if (application === undefined) return undefined;
  return html`<div class="block">
    <h3>Connect</h3>
    ${openConnect(view, { id, application, account })}
  </div>`;
}

function settingsOf(view: InspectorView, account: Account, id: string): Html {
  const { problem } = account;
  return fold(view, {
    id: `${id}-settings`,
    summary: html`What this account is like`,
    body: actionForm(view, {
      id: `${id}-settings-run`,
      operation: `PATCH accounts/${encodeURIComponent(account.id)}`,
      label: 'Change the account',
      fields: html`${yesOrNo({ id: `${id}-phone`, name: 'phoneKey:truth', label: 'Phone as a Key is set up', chosen: String(account.phoneKey) })}
      ${yesOrNo({ id: `${id}-compatible`, name: 'compatible:truth', label: 'Its cars are compatible', chosen: String(account.compatible) })}
      ${select({ id: `${id}-plan`, name: 'subscription', label: 'Subscription', options: words('active', 'inactive'), chosen: account.subscription })}
      ${field({ id: `${id}-problem`, name: 'problem:keep', label: 'Every API call fails with', value: problem === undefined ? '' : `${problem.type}:${problem.code ?? 'null'}`, hint: 'TYPE:CODE; empty ends it.', list: 'api-errors' })}
      ${field({ id: `${id}-delay`, name: 'pageDelaySeconds:number', label: 'Seconds that each page takes', value: String(account.pageDelayMs / 1000), type: 'number' })}`,
      at: id,
      open: id,
      layout: 'stacked',
    }),
  });
}

function newAccount(view: InspectorView): Html {
  return actionForm(view, {
    id: 'owner-new-run',
    operation: 'POST accounts',
    label: 'Open the account',
    fields: html`${field({ id: 'owner-new-name', name: 'username', label: 'User name', required: true })}
    ${field({ id: 'owner-new-make', name: 'make', label: 'Make', value: 'TESLA' })}
    ${field({ id: 'owner-new-id', name: 'userId', label: 'User id', hint: 'Made up where empty.' })}`,
    at: 'owners',
    open: 'owner-new',
    layout: 'stacked',
  });
}
