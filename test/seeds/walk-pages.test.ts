import { describe, expect, it } from 'vitest';
import { connectLink, revokeLink, setStage, type Stage } from '../sandbox/visitor.ts';

const words = (body: string) =>
  body
    .replace(/<style[^]*?<\/style>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');

/** Signs in with a maker and stops on the grant page. @returns its address */
function toGrant(stage: Stage, link: string): string {
  const preamble = stage.get(link).headers['location'] ?? '';
  const signIn = stage.post(preamble, { action: 'continue' }).headers['location'] ?? '';
  let at = stage.post(signIn, { username: '', password: '' }).headers['location'] ?? '';
  if (at.includes('/tesla/')) at = stage.post(at, 'box=vehicle_device_data&action=allow').headers['location'] ?? '';
  expect(at).toMatch(/\/grant$/);
  return at;
}

/** The names of the permissions that are ticked on a page. */
const ticked = (body: string) =>
  [...body.matchAll(/name="permission"\s+value="([^"]+)"\s+checked/g)].map(([, name]) => name);

describe('the grant page', () => {
  it('walk B10.5: does not speak of Tesla where another make is connected', () => {
    const stage = setStage();
    const at = toGrant(stage, connectLink(stage, { make: 'ACURA', scope: 'read_vin read_location' }));
    expect(words(stage.get(at).body)).not.toMatch(/Tesla’s|Tesla box/);
    const tesla = toGrant(stage, connectLink(stage, { scope: 'read_vin' }));
    expect(words(stage.get(tesla).body)).toContain('as far as Tesla’s boxes and your ticks allow');
  });

  it('seed 138, walk B10.7: keeps what the owner unticked where the form is refused', () => {
    const stage = setStage();
    const scope = 'read_odometer read_vin required:read_battery';
    const at = toGrant(stage, connectLink(stage, { scope }));
    const cars = [...stage.get(at).body.matchAll(/name="vehicle"\s+value="([^"]+)"/g)].map(([, car]) => car);
    expect(ticked(stage.get(at).body)).toEqual(['read_odometer', 'read_vin', 'read_battery']);
    const noCar = stage.post(at, 'permission=read_vin&permission=read_battery&action=allow');
    expect([noCar.status, ticked(noCar.body)]).toEqual([422, ['read_vin', 'read_battery']]);
    expect(noCar.body).not.toMatch(/name="vehicle"\s+value="[^"]+"\s+checked/);
    const withoutRequired = stage.post(at, `permission=read_vin&vehicle=${cars[1]}&action=allow`);
    expect([withoutRequired.status, ticked(withoutRequired.body)]).toEqual([422, ['read_vin', 'read_battery']]);
    expect(withoutRequired.body).toMatch(new RegExp(`value="${cars[1]}"\\s+checked`));
    expect(withoutRequired.body).not.toMatch(new RegExp(`value="${cars[0]}"\\s+checked`));
  });
});

describe('the stand-alone Missing Permissions page', () => {
  const open = (stage: Stage, scope: string) =>
    words(stage.get(stage.get(revokeLink(stage, scope)).headers['location'] ?? '').body);

  it('seed 53, walk B10.6: names no box that the owner has ticked', () => {
    const page = open(setStage({ scenario: 'missing-commands-box' }), 'read_odometer control_security');
    expect(page).toContain('Vehicle Commands needed for control_security');
    expect(page).not.toContain('Vehicle Information');
  });

  it('names all of them where nobody is known, or nothing is ticked', () => {
    const page = open(setStage(), 'read_odometer control_security');
    expect(page).toContain('Vehicle Information needed for read_odometer');
    expect(page).toContain('Vehicle Commands needed for control_security');
    const stage = setStage({ scenario: 'missing-commands-box' });
    const other = `${revokeLink(stage, 'read_odometer')}&sandbox_owner=somebody@example.com`;
    expect(words(stage.get(stage.get(other).headers['location'] ?? '').body)).toContain('Vehicle Information needed');
  });

  it('says so where nothing is missing, and still leads to Tesla', () => {
    const page = open(setStage({ scenario: 'missing-commands-box' }), 'read_odometer');
    expect(page).toContain('Nothing is missing at Tesla');
    expect(page).toContain('Update access at Tesla');
    expect(page).not.toContain('cannot be connected before');
  });
});
