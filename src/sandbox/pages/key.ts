import type { KeyCheck, KeyRefusal } from '../state/virtual-key.ts';
import type { SandboxState, Vehicle } from '../state/state.ts';
import { brandName } from './brands.ts';
import { carName } from './words.ts';
import { html, type Html } from './html.ts';
import { button, form, type PageView } from './kit.ts';

interface KeyPage {
  /** Whose key it is. */
  readonly domain: string;
  readonly action: string;
  /** Back into Connect, if the link was opened from there. */
  readonly back?: string | undefined;
}

type Accepted = Extract<KeyCheck, { ok: true }>;
type Refused = Extract<KeyCheck, { ok: false }>;

const shared: Pick<PageView, 'name' | 'side' | 'sideLabel'> = {
  name: 'virtual-key-add',
  side: 'tesla',
  sideLabel: 'Tesla app',
};

const phone: Html = html`On a phone the link opens the Tesla app; a computer shows a QR code for the phone instead. This
page plays the phone.`;

/** Asks for the last word before a key goes on a car. */
export function keyAddPage(state: SandboxState, check: Accepted, context: KeyPage): PageView {
  const { domain } = context;
  return {
    ...shared,
    // The sentence of Smartcar's page for developers (2023-12).
    title: `A virtual key for "${domain}" will be paired with your ${check.car.model}`,
    body: html`<p>
        Whoever holds the key of <strong>“${domain}”</strong> can then send commands to your
        <strong>${carName(check.car)}</strong>, as far as you allowed them at Tesla. You find it in the car under Locks,
        and can delete it there.
      </p>
      <p class="quiet">VIN ${check.car.vin} · signed in as <span class="mono">${check.account.username}</span></p>
      ${form(
        context.action,
        html`<input type="hidden" name="vin" value="${check.car.vin}" /><input
            type="hidden"
            name="account"
            value="${check.account.username}"
          />
          <div class="actions">${button('add-key-button', 'Add key')}${cancel(context)}</div>`,
      )}
      ${otherCars(state, check, context)}`,
    note: phone,
  };
}

function cancel({ back }: KeyPage): Html | undefined {
  return back === undefined ? undefined : html`<a class="button second" href="${back}">Not now</a>`;
}

// Every car of the account needs its own key: the others are one link away.
function otherCars(state: SandboxState, check: Accepted, { domain, back }: KeyPage): Html | undefined {
  const ids = [...check.account.vehicles.keys()].filter((id) => id !== check.car.id).slice(0, 20);
  const cars = ids
    .flatMap((id) => state.vehicles.get(id) ?? [])
    .filter((car) => car.needsKey && !car.keys.includes(domain));
  if (cars.length === 0 || back !== undefined) return undefined;
  return html`<h2>Another car of this account</h2>
    <ul class="plain">
      ${cars.map((car) => html`<li><a href="/_ak/${domain}?vin=${car.vin}&amp;account=${encodeURIComponent(check.account.username)}">${carName(car)}</a> <span class="quiet">VIN ${car.vin}</span></li>`)}
    </ul>`;
}

/** The key is on the car. */
export function keyAddedPage(domain: string, car: Vehicle): PageView {
  return {
    ...shared,
    title: `The key of “${domain}” is on your ${car.model}`,
    body: html`<p>Commands for this car go through from now on, whichever account of the car sends them.</p>
      <p class="quiet">${carName(car)} · VIN ${car.vin}</p>`,
    decision: `key of "${domain}" added to ${car.vin}`,
  };
}

const refusals: Readonly<Record<KeyRefusal, (domain: string, car: string) => { title: string; text: string }>> = {
  'unknown-domain': (domain) => ({
    title: 'Unable to Share Vehicle',
    text: `“${domain}” is not registered with Tesla, so its key cannot be added. Check the link, and whether the public key of that domain is still online.`,
  }),
  'no-account': () => ({
    title: 'Unable to Share Vehicle',
    text: 'The Tesla app on this phone is not signed in to an account that exists here.',
  }),
  'no-consent': (domain) => ({
    title: 'Unable to Share Vehicle',
    text: `This account has not given “${domain}” access yet. Go through Connect first, with the account that the Tesla app is signed in to; then open the link again.`,
  }),
  'no-car': () => ({
    title: 'Unable to Share Vehicle',
    text: 'The account that the Tesla app is signed in to does not hold this car.',
  }),
  'not-needed': (_domain, car) => ({
    title: 'No key needed',
    text: `The ${car} takes commands without a virtual key.`,
  }),
  driver: (_domain, car) => ({
    title: 'Unable to Share Vehicle',
    text: `This account drives the ${car} but does not own it. The owner has to add the key; once it is on the car, commands of driver accounts work as well.`,
  }),
  'no-phone-key': (_domain, car) => ({
    title: 'Unable to Share Vehicle',
    text: `This phone is not a key of the ${car}. Set up Phone as a Key in the Tesla app first, close to the car; then open the link again.`,
  }),
  'key-limit': (_domain, car) => ({
    title: 'Unable to Share Vehicle',
    text: `The ${car} holds 20 keys already, which is all that it takes. Delete one on its Locks screen.`,
  }),
  'already-paired': (domain, car) => ({
    title: 'The key is there already',
    text: `The key of “${domain}” is on the ${car}. Nothing is left to do.`,
  }),
};

const harmless: ReadonlySet<KeyRefusal> = new Set(['already-paired', 'not-needed']);

/** Refusals that the phone of another account may not meet. */
const dependsOnPhone: ReadonlySet<KeyRefusal> = new Set([
  'no-account',
  'no-consent',
  'no-car',
  'driver',
  'no-phone-key',
]);

/** Says why no key can be added. */
export function keyRefusedPage(state: SandboxState, check: Refused, { domain, back }: KeyPage): PageView {
  const car = check.car === undefined ? 'car' : `${brandName(check.car.make)} ${check.car.model}`;
  const { title, text } = refusals[check.refusal](domain, car);
  const others = [...state.accounts.values()]
    .filter(({ make, id }) => make === 'TESLA' && id !== check.account?.id)
    .slice(0, 10);
  return {
    ...shared,
    status: harmless.has(check.refusal) ? 200 : 403,
    title,
    body: html`<p>${text}</p>
      ${check.account === undefined ? undefined : html`<p class="quiet">The Tesla app is signed in as <span class="mono">${check.account.username}</span>.</p>`}
      ${
        others.length === 0 || !dependsOnPhone.has(check.refusal)
          ? undefined
          : otherPhones(
              domain,
              check,
              others.map(({ username }) => username),
            )
      }
      ${back === undefined ? undefined : html`<div class="actions"><a class="button second" href="${back}">Back to Connect</a></div>`}`,
    note: phone,
    decision: `key refused: ${check.refusal}`,
    rule: 'key-refused',
  };
}

function otherPhones(domain: string, check: Refused, usernames: readonly string[]): Html {
  return html`<h2>Try another phone</h2>
    <ul class="plain">
      ${usernames.map((username) => html`<li><a href="/_ak/${domain}?account=${encodeURIComponent(username)}${check.car === undefined ? '' : `&vin=${check.car.vin}`}">Signed in as ${username}</a></li>`)}
    </ul>`;
}
