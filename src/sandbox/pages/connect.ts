import { smartcarPermissions } from '../../core/providers/smartcar/permissions.ts';
import { inForce } from '../behaviour.ts';
import { editionOf, lacking } from '../grants.ts';
import {
  accountOf,
  applicationOf,
  blockingBoxes,
  carsForKey,
  consentedBoxes,
  hasKey,
  offeredCars,
  usesTeslaConsent,
} from '../flows/rules.ts';
import { carsListed } from '../flows/advance.ts';
import type { ConnectSession } from '../flows/session.ts';
import type { SandboxState, Vehicle } from '../state.ts';
import { html, type Html } from './html.ts';
import { backButton, button, choice, form, formTarget, type PageView } from './kit.ts';
import { boxLabel, boxLabels } from './labels.ts';
import { brandName, brands } from './brands.ts';

/** What the pages of one session share. */
export interface PageContext {
  readonly state: SandboxState;
  readonly session: ConnectSession;
  /** Address that the page's form posts to. */
  readonly action: string;
  readonly query: URLSearchParams;
  readonly notice?: string;
}

function connectPage(
  context: PageContext,
  view: Pick<PageView, 'name' | 'title' | 'body'> & Partial<PageView>,
): PageView {
  const target = formTarget(context.session.redirectUri);
  return {
    side: 'connect',
    sideLabel: 'Smartcar Connect',
    ...(target === undefined ? {} : { leadsTo: target }),
    ...(context.notice === undefined ? {} : { notice: context.notice, status: 422 }),
    ...view,
  };
}

/** The first page. */
export function preamblePage(context: PageContext): PageView {
  const application = applicationOf(context.state, context.session);
  const tesla = context.session.make === 'TESLA' && usesTeslaConsent(context.state, context.session);
  return connectPage(context, {
    name: 'preamble',
    title: `${application.name} would like to connect to your car`,
    body: html`<p>
        Smartcar stands between your car and ${application.name}. You decide what is shared, and you can take it back
        later.
      </p>
      <ol class="steps">
        ${context.session.make === undefined ? html`<li>Choose the make of your car.</li>` : undefined}
        <li>
          Sign in with
          ${context.session.make === undefined ? 'its maker' : brandName(context.session.make)}.${tesla ? ' Tesla then asks what Smartcar may see; nothing is ticked there beforehand.' : ''}
        </li>
        <li>Review what ${application.name} gets.</li>
      </ol>
      ${form(context.action, html`<div class="actions">${button('continue-button', 'Continue')}${backButton}</div>`)}`,
  });
}

/** The list of makes, with a search that works without scripts as well. */
export function brandPage(context: PageContext): PageView {
  const wanted = (context.query.get('q') ?? '').trim().toLowerCase();
  const shown = brands.filter((make) => brandName(make).toLowerCase().includes(wanted));
  return connectPage(context, {
    name: 'brand',
    title: 'Choose the make of your car',
    body: html`<form method="get" action="${context.action}" role="search">
        <label class="field" for="brand-search"
          ><span>Search</span
          ><input type="search" id="brand-search" name="q" value="${context.query.get('q') ?? ''}" autocomplete="off"
        /></label>
      </form>
      ${form(
        context.action,
        html`<div class="brands">
            ${shown.map((make) => html`<button type="submit" id="${make}" class="brand-list-item" name="make" value="${make}">${brandName(make)}</button>`)}
          </div>
          ${shown.length === 0 ? html`<p>No make here contains “${wanted}”.</p>` : undefined}
          <div class="actions">
            ${button('brand-not-listed', 'I don’t see my brand', { action: 'not-listed', kind: 'link' })}${backButton}
          </div>`,
      )}`,
  });
}

/** The sign-in page of other makes than Tesla, and of Tesla's old integration. */
export function signInPage(context: PageContext): PageView {
  const make = brandName(context.session.make ?? 'TESLA');
  return connectPage(context, {
    name: 'sign-in',
    title: `Sign in with ${make}`,
    body: html`<p>
        Use any e-mail address and any password. An address that is new here gets an account with a car of its own.
      </p>
      ${form(
        context.action,
        html`${credentialFields('')}
          <div class="actions">${button('sign-in-button', 'Sign in')}${backButton}</div>`,
      )}`,
  });
}

/** The two fields of every sign-in page. */
export function credentialFields(placeholder: string): Html {
  return html`<label class="field" for="username"
      ><span>E-mail</span
      ><input
        type="text"
        id="username"
        name="username"
        inputmode="email"
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        placeholder="${placeholder}"
    /></label>
    <label class="field" for="password"
      ><span>Password</span><input type="password" id="password" name="password" autocomplete="off"
    /></label>`;
}

/** Names the boxes that are missing and leads to Tesla, where they can be ticked. */
export function missingPermissionsPage(context: PageContext): PageView {
  const { state, session } = context;
  const application = applicationOf(state, session);
  const boxes =
    session.missing.length > 0 ? session.missing : blockingBoxes(state, session, consentedBoxes(state, session) ?? []);
  const rows = editionOf(state, 'smartcar').rows;
  const needers = (box: string): readonly string[] =>
    session.asked
      .filter(
        ({ name, required }) =>
          (required || session.kind === 'reauthenticate') &&
          (rows[name] ?? []).some((all) => all.some((one) => one === box)),
      )
      .map(({ name }) => name);
  const several = boxes.length > 1;
  return connectPage(context, {
    name: 'missing-permissions',
    title: several ? 'Permissions are missing at Tesla' : 'A permission is missing at Tesla',
    body: html`<p>
        ${application.name} cannot be connected before ${several ? 'these boxes are' : 'this box is'} ticked on Tesla’s
        screen:
      </p>
      <ul class="plain" id="missing-boxes">
        ${boxes.map((box) => html`<li data-box="${box}"><strong>${boxLabel(state, 'smartcar', box)}</strong>${needs(box, needers(box))}</li>`)}
      </ul>
      <p>
        Go to Tesla, remove Smartcar’s access there, sign in once more and tick the boxes.
        <strong>Select All</strong> is the simplest: ${application.name} still gets only what it asks for here.
      </p>
      ${form(context.action, html`<div class="actions">${button('update-at-tesla', 'Update access at Tesla', { action: 'update' })}${backButton}</div>`)}`,
    note:
      session.kind === 'authorize' && inForce(state.settings, 'permissionCheckboxes')
        ? html`That a required permission without its box leads here stands on Smartcar’s page about Tesla. Whether it
          still does since 16 June 2026 is not confirmed.`
        : undefined,
  });
}

function needs(box: string, names: readonly string[]): Html {
  if (names.length > 0) return html`<br /><span class="quiet">needed for ${names.join(', ')}</span>`;
  return html`<br /><span class="quiet"
      >${box === 'vehicle_device_data' ? 'the least that any connection needs' : 'needed for what the application asks'}</span
    >`;
}

/** Smartcar's own grant screen. */
export function grantPage(context: PageContext): PageView {
  const { state, session } = context;
  const application = applicationOf(state, session);
  const cars = offeredCars(state, session);
  const single = session.singleSelect;
  const shownCars = cars.slice(0, carsListed);
  return connectPage(context, {
    name: 'grant',
    title: `Share your car with ${application.name}?`,
    body: form(
      context.action,
      html`<fieldset>
          <legend>${single ? 'Choose your car' : cars.length === 1 ? 'Your car' : 'Your cars'}</legend>
          ${shownCars.map((car, index) => choice({ name: 'vehicle', value: car.id, label: carName(car), about: `VIN ${car.vin}`, checked: !single || index === 0, radio: single }))}
          ${
            cars.length > shownCars.length
              ? html`<input type="hidden" name="vehicle" value="*" />
                  <p class="quiet">and ${cars.length - shownCars.length} more cars of this account</p>`
              : undefined
          }
        </fieldset>
        ${permissionList(context)}
        <div class="actions">
          ${button('approval-button', 'Allow', { action: 'allow', needsTick: true })}${button('deny-button', 'Deny access', { action: 'deny', kind: 'second' })}
        </div>`,
      true,
    ),
    note: html`Granted is what ${application.name} asks for, as far as Tesla’s boxes and your ticks allow. A permission
    for which Smartcar publishes no Tesla box is taken as granted here; that is an assumption.`,
  });
}

function permissionList(context: PageContext): Html {
  const { state, session } = context;
  const application = applicationOf(state, session);
  if (!inForce(state.settings, 'permissionCheckboxes')) {
    return html`<h2>${application.name} will be able to</h2>
      <ul class="plain" id="permissions">
        ${session.asked.map(({ name }) => html`<li data-permission="${name}"><strong>${describe(name)}</strong><br /><span class="quiet mono">${name}</span></li>`)}
      </ul>`;
  }
  const rows = editionOf(state, 'smartcar').rows;
  const boxes = consentedBoxes(state, session) ?? [];
  const viaTesla = usesTeslaConsent(state, session);
  return html`<fieldset id="permissions">
    <legend>${application.name} will be able to see and do</legend>
    ${session.asked.map(({ name, required }) => {
      const lack = viaTesla ? lacking(rows[name], boxes) : [];
      return choice({
        name: 'permission',
        value: name,
        label: describe(name),
        about: name,
        checked: true,
        locked: required,
        ...(required ? { tag: 'required' } : {}),
        ...(lack.length === 0
          ? {}
          : { lack: `Tesla does not share this: ${boxLabels(state, 'smartcar', lack)} is not ticked there.` }),
      });
    })}
  </fieldset>`;
}

function describe(name: string): string {
  // The catalogue holds exactly the names that a session can ask for; the fallback keeps this total.
  return Object.entries(smartcarPermissions).find(([key]) => key === name)?.[1].description ?? name;
}

/** @returns a car's name for people. */
export function carName(car: Pick<Vehicle, 'make' | 'model' | 'year'>): string {
  return `${car.year} ${brandName(car.make)} ${car.model}`;
}

/** Connect's own request for the virtual key, since May 2025. */
export function virtualKeyPage(context: PageContext): PageView {
  const { state, session } = context;
  const application = applicationOf(state, session);
  const cars = carsForKey(state, session);
  const some = cars.some((car) => hasKey(state, session, car));
  return connectPage(context, {
    name: 'virtual-key',
    title: 'Add the virtual key to your car',
    body: html`<p>
        Tesla takes commands only from a key that the owner has put on the car. Until then commands fail, and data of
        cars that can stream comes once in eight hours.
      </p>
      <ul class="plain" id="cars">
        ${cars.map((car) => carLine(context, car, hasKey(state, session, car)))}
      </ul>
      <p class="quiet">
        Each car needs the key for itself. One pairing is enough to go on; the others can follow with the same link.
      </p>
      ${form(context.action, html`<div class="actions">${button('continue-button', some ? 'Continue' : 'Continue once a car has the key', { action: 'continue' })}${backButton}</div>`)}`,
    note: html`The key belongs to <span class="mono">${application.virtualKeyDomain}</span>. Only the owner of a car can
      add it, from a phone that is a key of that car.`,
  });
}

function carLine(context: PageContext, car: Vehicle, paired: boolean): Html {
  const domain = applicationOf(context.state, context.session).virtualKeyDomain;
  const link = `/_ak/${encodeURIComponent(domain)}?vin=${car.vin}&connect=${context.session.id}`;
  return html`<li class="car" data-vin="${car.vin}">
    <span
      ><strong>${carName(car)}</strong
      >${paired ? html`<span class="tag">paired</span>` : html`<span class="tag warn">key missing</span>`}<br /><span
        class="quiet"
        >VIN ${car.vin}</span
      ></span
    >
    ${paired ? undefined : html`<a class="button second add-key" href="${link}">Add key<span class="unseen"> to the ${carName(car)}</span></a>`}
  </li>`;
}

/** The end of a flow without redirect. */
export function successPage(context: PageContext): PageView {
  const { state, session } = context;
  const application = applicationOf(state, session);
  const account = accountOf(state, session);
  if (session.closing !== undefined) return closingPage(context, session.closing);
  return connectPage(context, {
    name: 'success',
    title: 'Done. Your car is connected',
    body: html`<p>
        ${application.name} can use what you
        allowed${account === undefined ? '' : html` for <span class="mono">${account.username}</span>`}. You may close
        this window.
      </p>
      ${
        session.granted.length === 0
          ? undefined
          : html`<h2>Allowed</h2>
              <ul class="plain">
                ${session.granted.map((name) => html`<li><strong>${describe(name)}</strong><br /><span class="quiet mono">${name}</span></li>`)}
              </ul>`
      }`,
    note:
      session.kind === 'reauthenticate'
        ? html`This flow ends here: nothing is sent back to the application, and its tokens stay as they are.`
        : undefined,
  });
}

function closingPage(context: PageContext, closing: string): PageView {
  return connectPage(context, {
    name: 'success',
    side: 'tesla',
    sideLabel: 'Tesla',
    title: 'Third-party access',
    body: html`<p>${closing}</p>
      <p>You may close this window.</p>`,
  });
}

/** A run that is over: left before its end, or opened again through the history. */
export function finishedPage(context: PageContext): PageView {
  const left = context.session.outcome === 'gave-up' || context.session.outcome === 'denied';
  return connectPage(context, {
    name: 'finished',
    title: left ? 'You left before the end' : 'This run of Connect is over',
    body: html`<p>
      ${left ? 'Nothing more was shared than before.' : 'Its result has already gone to the application.'} To try again,
      open the link of the application once more.
    </p>`,
  });
}

/** An error that the owner reads before it goes to the application. */
export function connectErrorPage(context: PageContext): PageView {
  const failure = context.session.failure ?? { error: 'server_error', description: 'Something went wrong.' };
  const shared = failure.shared === undefined ? [] : Object.entries(failure.shared);
  return connectPage(context, {
    name: 'connect-error',
    title: 'Your car cannot be connected',
    body: html`<p>${failure.description}</p>
      <p class="quiet">Error <code>${failure.error}</code></p>
      ${form(
        context.action,
        html`${shared.length === 0 ? undefined : choice({ name: 'share', value: 'yes', label: 'Tell the application about the car', about: shared.map(([name, value]) => `${name} ${value}`).join(', ') })}
          <div class="actions">${button('back-to-application', 'Back to application', { action: 'back' })}</div>`,
      )}`,
  });
}
