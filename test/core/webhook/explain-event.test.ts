import { describe, expect, it } from 'vitest';
import { smartcar } from '../../../src/core/providers/smartcar/provider.ts';
import { readEvent } from '../../../src/core/webhook/event.ts';
import { explainEvent } from '../../../src/core/webhook/explain-event.ts';
import { runCli } from '../../support/run.ts';

const edition = smartcar.editions.at(-1);
const came = (code: string) => ({ code, status: { value: 'SUCCESS' } });
const refused = (code: string) => ({
  code,
  status: { value: 'ERROR', error: { type: 'PERMISSION', code: 'UNKNOWN', detail: 'No permission.' } },
});
const event = (signals: readonly object[], make = 'TESLA') =>
  JSON.stringify({ eventType: 'VEHICLE_STATE', data: { vehicle: { id: 'car', make }, signals } });

function explained(signals: readonly object[], make?: string) {
  if (edition === undefined) throw new Error('no edition');
  const { findings, next } = explainEvent(readEvent(event(signals, make)), { provider: smartcar, edition });
  return { ...findings[0], commands: next.map(({ command }) => command) };
}

describe('a refused signal', () => {
  it('whose Tesla box another one proves is no fault of the owner', () => {
    const { who, fix, evidence, commands } = explained([
      came('odometer-traveleddistance'),
      refused('closure-islocked'),
    ]);
    expect(who).toBe('developer');
    expect(fix).toContain('nothing has to be revoked at Tesla');
    expect(evidence).toContain('permission: read_security; its Tesla box is ticked, for other signals behind it came');
    expect(commands.join()).not.toContain('revoke');
  });

  it('behind another box is what a missed box looks like', () => {
    const { who, evidence, commands } = explained([
      came('odometer-traveleddistance'),
      refused('location-preciselocation'),
    ]);
    expect(who).toBe('owner');
    expect(evidence).toContain('permission: read_location, behind the Tesla box Vehicle Location');
    expect(commands).toContain('connect-cli revoke --make TESLA --scope "read_location"');
  });

  it('proves nothing where no signal came', () => {
    expect(explained([refused('closure-islocked')]).who).toBe('owner');
  });

  it('of another make has no Tesla box', () => {
    const { fix, evidence } = explained([came('odometer-traveleddistance'), refused('closure-islocked')], 'BMW');
    expect(fix).toBe('Run Connect again with the permission in the scope.');
    expect(evidence?.join()).not.toContain('Tesla box');
  });
});

describe('explain-error of an event', () => {
  it('does not blame a box that the event proves ticked', async () => {
    const result = await runCli([
      'explain-error',
      event([came('odometer-traveleddistance'), refused('closure-islocked')]),
    ]);
    expect(result.stdout).toContain('you, the developer of the app');
    expect(result.stdout).not.toContain('revoke --make');
  });

  it('names of several permissions those whose box may be missing', async () => {
    const signals = [
      came('odometer-traveleddistance'),
      refused('closure-islocked'),
      refused('location-preciselocation'),
    ];
    const { stdout } = await runCli(['explain-error', event(signals)]);
    expect(stdout).toContain('read_location → Vehicle Location');
    expect(stdout).toContain('connect-cli revoke --make TESLA --scope "read_location"');
    expect(stdout).not.toContain('read_security');
  });

  it('that ends an error asks nobody to act', async () => {
    const error = { type: 'CONNECTED_SERVICES_ACCOUNT', code: 'VIRTUAL_KEY_REQUIRED', state: 'RESOLVED', signals: [] };
    const body = JSON.stringify({ eventType: 'VEHICLE_ERROR', data: { errors: [error] } });
    const { stdout } = await runCli(['explain-error', body]);
    expect(stdout).toMatch(/^✓ CONNECTED_SERVICES_ACCOUNT:VIRTUAL_KEY_REQUIRED \(it is over,/);
    expect(stdout).toContain('It is over: take back what the owner was told');
    expect(stdout).not.toMatch(/Words for the owner|signals:|Next/);
  });
});
