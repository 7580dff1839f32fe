import { inForce } from '../state/behaviour.ts';
import { carsListed } from '../state/session-rules.ts';
import { applicationOf, consentedBoxes, offeredCars, usesTeslaConsent } from '../state/session-rules.ts';
import { editionOf, lacking } from '../state/grants.ts';
import { connectPage, type PageContext } from './context.ts';
import { html, type Html } from './html.ts';
import { button, choice, form, type PageView } from './kit.ts';
import { boxLabels } from './labels.ts';
import { carName, describePermission } from './words.ts';
import { ownValue } from '../../core/text/keys.ts';

/** Smartcar's own grant screen. */
export function grantPage(context: PageContext): PageView {
  const { state, session } = context;
  const application = applicationOf(state, session);
  const cars = offeredCars(state, session);
  const single = session.singleSelect;
  const shownCars = cars.slice(0, carsListed);
  const chosen = context.refused?.getAll('vehicle');
  return connectPage(context, {
    name: 'grant',
    title: `Share your car with ${application.name}?`,
    body: form(
      context.action,
      html`<fieldset>
          <legend>${single ? 'Choose your car' : cars.length === 1 ? 'Your car' : 'Your cars'}</legend>
          ${shownCars.map((car, index) => choice({ name: 'vehicle', value: car.id, label: carName(car), about: `VIN ${car.vin}`, checked: chosen?.includes(car.id) ?? (!single || index === 0), radio: single }))}
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
    note: usesTeslaConsent(state, session)
      ? html`Granted is what ${application.name} asks for, as far as Tesla’s boxes and your ticks allow. A permission
        for which Smartcar publishes no Tesla box is taken as granted here; that is an assumption.`
      : html`Granted is what ${application.name} asks for, as far as your ticks allow.`,
  });
}

function permissionList(context: PageContext): Html {
  const { state, session } = context;
  const application = applicationOf(state, session);
  if (!inForce(state.settings, 'permissionCheckboxes')) {
    return html`<h2>${application.name} will be able to</h2>
      <ul class="plain" id="permissions">
        ${session.asked.map(({ name }) => html`<li data-permission="${name}"><strong>${describePermission(name)}</strong><br /><span class="quiet mono">${name}</span></li>`)}
      </ul>`;
  }
  const rows = editionOf(state, 'smartcar').rows;
  const boxes = consentedBoxes(state, session) ?? [];
  const viaTesla = usesTeslaConsent(state, session);
  const ticked = context.refused?.getAll('permission');
  return html`<fieldset id="permissions">
    <legend>${application.name} will be able to see and do</legend>
    ${session.asked.map(({ name, required }) => {
      const lack = viaTesla ? lacking(ownValue(rows, name), boxes) : [];
      return choice({
        name: 'permission',
        value: name,
        label: describePermission(name),
        about: name,
        checked: required || (ticked?.includes(name) ?? true),
        locked: required,
        tag: required ? 'required' : undefined,
        lack:
          lack.length === 0
            ? undefined
            : `Tesla does not share this: ${boxLabels(state, 'smartcar', lack)} is not ticked there.`,
      });
    })}
  </fieldset>`;
}
