import { offeredMakes } from '../state/accounts.ts';
import { inForce } from '../state/behaviour.ts';
import { applicationOf, blockingBoxes, expectedBoxes, usesTeslaConsent } from '../state/session-rules.ts';
import { editionOf } from '../state/grants.ts';
import { brandName } from './brands.ts';
import { connectPage, type PageContext } from './context.ts';
import { html, type Html } from './html.ts';
import { backButton, button, form, type PageView } from './kit.ts';
import { boxLabel } from './labels.ts';
import type { BoxId } from '../../core/tesla/boxes.ts';
import { ownValue } from '../../core/text/keys.ts';

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
  const shown = offeredMakes(context.state).filter((make) => brandName(make).toLowerCase().includes(wanted));
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

/** The stand-alone flow begins before anybody signed in: it goes by the account that its sign-in page suggests. */
function unmetBoxes({ state, session }: PageContext): readonly BoxId[] {
  if (session.missing.length > 0) return session.missing;
  return blockingBoxes(state, session, expectedBoxes(state, session) ?? []);
}

/** Names the boxes that are missing and leads to Tesla, where they can be ticked. */
export function missingPermissionsPage(context: PageContext): PageView {
  const { state, session } = context;
  const application = applicationOf(state, session);
  const unmet = unmetBoxes(context);
  const boxes = unmet.length > 0 ? unmet : blockingBoxes(state, session, []);
  const rows = editionOf(state, 'smartcar').rows;
  const needers = (box: string): readonly string[] =>
    session.asked
      .filter(
        ({ name, required }) =>
          (required || session.kind === 'reauthenticate') &&
          (ownValue(rows, name) ?? []).some((all) => all.some((one) => one === box)),
      )
      .map(({ name }) => name);
  const several = boxes.length > 1;
  return connectPage(context, {
    name: 'missing-permissions',
    title:
      unmet.length === 0
        ? 'Nothing is missing at Tesla'
        : several
          ? 'Permissions are missing at Tesla'
          : 'A permission is missing at Tesla',
    body: html`${unmet.length === 0 ? allTicked(application.name) : notYet(application.name, several)}
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

function notYet(app: string, several: boolean): Html {
  return html`<p>
    ${app} cannot be connected before ${several ? 'these boxes are' : 'this box is'} ticked on Tesla’s screen:
  </p>`;
}

function allTicked(app: string): Html {
  return html`<p>What ${app} needs is ticked on Tesla’s screen already. To choose anew all the same:</p>`;
}

function needs(box: string, names: readonly string[]): Html {
  if (names.length > 0) return html`<br /><span class="quiet">needed for ${names.join(', ')}</span>`;
  return html`<br /><span class="quiet"
      >${box === 'vehicle_device_data' ? 'the least that any connection needs' : 'needed for what the application asks'}</span
    >`;
}
