import { teslaBoxes } from '../../core/tesla/boxes.ts';
import { defaultAccount } from '../state/accounts.ts';
import { screenBoxes } from '../state/session-rules.ts';
import { accountOf, consentedBoxes, thirdPartyOf } from '../state/session-rules.ts';
import { credentialFields } from './connect.ts';
import type { PageContext } from './context.ts';
import { html } from './html.ts';
import { backButton, button, choice, form, type PageView } from './kit.ts';
import { boxLabel, thirdPartyName, utc } from './labels.ts';

function teslaPage(
  context: PageContext,
  view: Pick<PageView, 'name' | 'title' | 'body'> & Partial<PageView>,
): PageView {
  return {
    side: 'tesla',
    sideLabel: 'Tesla',
    leadsAway: context.session.redirectUri !== undefined,
    notice: context.notice,
    status: context.notice === undefined ? undefined : 422,
    ...view,
  };
}

/** Tesla's sign-in, on the way in or on the way to the manage page. */
export function teslaSignInPage(context: PageContext): PageView {
  const suggestion = context.session.suggestedOwner ?? defaultAccount(context.state, 'TESLA')?.username;
  return teslaPage(context, {
    name: context.session.page === 'tesla-manage-sign-in' ? 'tesla-manage-sign-in' : 'tesla-sign-in',
    title: 'Sign in to your Tesla Account',
    body: html`${suggestion === undefined ? undefined : html`<p>Leave both fields empty to sign in as <span class="mono">${suggestion}</span>. Another address gets an account and two cars of its own; any password is right.</p>`}
    ${form(
      context.action,
      html`${credentialFields(suggestion ?? '')}
        <div class="actions">${button('sign-in-button', 'Sign in')}${backButton}</div>`,
    )}`,
  });
}

/** Tesla's consent screen: nothing is ticked. `?select=all` ticks everything where no script runs. */
export function teslaConsentPage(context: PageContext): PageView {
  const { state, session } = context;
  const thirdParty = thirdPartyOf(state, session);
  const name = thirdPartyName(thirdParty);
  const all = context.query.get('select') === 'all';
  return teslaPage(context, {
    name: 'tesla-consent',
    title: `Allow ${name} access to your Tesla Account?`,
    body: html`<p>
        ${name} asks for access to the account
        <strong class="mono">${accountOf(state, session)?.username ?? ''}</strong>. Choose what it may see and do.
      </p>
      <a class="select-all" id="select-all" href="${context.action}?select=${all ? 'none' : 'all'}" data-select-all
        >${all ? 'Deselect All' : 'Select All'}</a
      >
      ${form(
        context.action,
        html`<fieldset>
            <legend class="quiet">Share with ${name}</legend>
            ${screenBoxes(state, session).map((box) => choice({ name: 'box', value: box, label: boxLabel(state, thirdParty, box), about: sentence(teslaBoxes[box].covers), checked: all }))}
          </fieldset>
          <p class="quiet">
            It holds for every Tesla product of this account. You can change it later in your Tesla Account.
          </p>
          <div class="actions">
            ${button('allow-button', 'Allow', { action: 'allow', needsTick: true })}${button('do-not-allow-button', 'Do Not Allow', { action: 'deny', kind: 'second' })}${backButton}
          </div>`,
        true,
      )}`,
    note: html`Which boxes Tesla shows, and in which order, may differ. What it sends back after Do Not Allow is not
      published; here it is <code>access_denied</code>. “Back to application” stands for an owner who leaves; Tesla’s
      page has no such button.`,
  });
}

/** Tesla's page for an access that was given: change the boxes, or take it back. */
export function teslaManagePage(context: PageContext): PageView {
  const { state, session } = context;
  const thirdParty = thirdPartyOf(state, session);
  const name = thirdPartyName(thirdParty);
  const consent = accountOf(state, session)?.consents[thirdParty];
  const boxes = consentedBoxes(state, session) ?? [];
  return teslaPage(context, {
    name: 'tesla-manage',
    title: `Manage ${name}`,
    body: html`${consent === undefined ? undefined : html`<p class="quiet">Access Granted: ${utc(consent.grantedAt)}</p>`}
    ${form(
      context.action,
      html`<fieldset>
          <legend>${name} is allowed to access:</legend>
          ${screenBoxes(state, session).map((box) => choice({ name: 'box', value: box, label: boxLabel(state, thirdParty, box), about: sentence(teslaBoxes[box].covers), checked: boxes.includes(box) }))}
        </fieldset>
        <div class="actions">
          ${button('update-button', 'Update', { action: 'update' })}${button('remove-access-button', 'Remove Access', { action: 'remove', kind: 'danger' })}${backButton}
        </div>`,
    )}`,
    note: html`Removing the access ends it for every application that reaches this account through ${name}, until the
    owner connects again. That it concerns all of them is inferred from how Tesla keeps consent.`,
  });
}

function sentence(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
