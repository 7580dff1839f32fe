import { accountOf, applicationOf, carsForKey, hasKey } from '../state/session-rules.ts';
import type { Vehicle } from '../state/state.ts';
import { connectPage, type PageContext } from './context.ts';
import { html, type Html } from './html.ts';
import { backButton, button, choice, form, type PageView } from './kit.ts';
import { carName, describePermission } from './words.ts';

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
      ><strong>${carName(car)}</strong>
      ${paired ? html`<span class="tag">paired</span>` : html`<span class="tag warn">key missing</span>`}<br /><span
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
                ${session.granted.map((name) => html`<li><strong>${describePermission(name)}</strong><br /><span class="quiet mono">${name}</span></li>`)}
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
