// Errors of v3 as the pages below smartcar.com/docs/errors/api-errors/v3 print them (2026). Their `links.about` differs
// from the one that api-reference/remove-user prints, which `examples.test.ts` holds.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiAnswer } from './api-client.ts';
import { connectApplication, type ConnectedApplication } from './application.ts';
import { pickList, pickText } from './shape.ts';

let app: ConnectedApplication;
let vehicleId: string;

beforeAll(async () => {
  app = await connectApplication();
  vehicleId = pickText((await app.api.vehicle('/connections')).body, 'data.0.relationships.vehicle.data.id');
});

afterAll(() => app.close());

function errors(answer: ApiAnswer): readonly unknown[] {
  return pickList(answer.body, 'errors');
}

describe('the pages of the errors', () => {
  it('authentication-errors: a token that is no good', async () => {
    const response = await fetch(`${app.sandbox.url}/v3/connections`, { headers: { Authorization: 'Bearer x' } });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({
      errors: [
        {
          status: '401',
          type: 'AUTHENTICATION',
          code: 'UNAUTHORIZED',
          title: 'Unauthorized',
          detail: 'The Authorization token is missing or invalid.',
        },
      ],
    });
  });

  it('authentication-errors: a car that the token does not reach', async () => {
    const userId = '00000000-0000-4000-8000-000000000000';
    const answer = await app.api.vehicle(`/vehicles/${vehicleId}/signals`, { userId });
    expect(errors(answer)).toMatchObject([
      {
        status: '403',
        type: 'AUTHENTICATION',
        code: 'ACCESS_DENIED',
        title: 'Access Denied',
        detail: 'The given token does not provide access to the requested resource.',
      },
    ]);
  });

  it.each([
    ['commands/navigation/set-destination', { latitude: 91, longitude: 181 }],
    ['charge-schedules/daily', { location: { latitude: -91, longitude: 'x' }, startTime: '08:00', stopTime: '10:00' }],
  ])('validation-errors: one for each number of a place that is none, at %s', async (path, attributes) => {
    const answer = await app.api.vehicle(`/vehicles/${vehicleId}/${path}`, {
      method: 'POST',
      userId: app.userId,
      body: { data: { attributes } },
    });
    const printed = { status: '400', type: 'VALIDATION', code: 'INVALID_INPUT_FORMAT', title: 'Bad Request' };
    expect(errors(answer)).toMatchObject([
      { ...printed, detail: 'Invalid latitude. Latitude must be a number between -90 and 90.' },
      { ...printed, detail: 'Invalid longitude. Longitude must be a number between -180 and 180.' },
    ]);
  });

  it.each([
    ['compatibility-errors', 'COMPATIBILITY:MAKE_NOT_COMPATIBLE', 501, 'Make Not Compatible', null],
    ['compatibility-errors', 'COMPATIBILITY:PLATFORM_NOT_CAPABLE', 501, 'Platform Not Capable', 'REAUTHENTICATE'],
    ['upstream-errors', 'UPSTREAM:INVALID_DATA', 502, 'Bad Gateway', 'RETRY_LATER'],
    ['billing-errors', 'BILLING:VEHICLE_LIMIT', 430, 'Vehicle Limit Reached', 'CONTACT_SUPPORT'],
    ['billing-errors', 'BILLING:INVALID_PLAN', 430, 'Invalid Plan', 'CONTACT_SUPPORT'],
  ])('%s: %s', async (_, error, status, title, resolution) => {
    app.sandbox.faults.add({ path: `/v3/vehicles/${vehicleId}`, error, times: 1 });
    const answer = await app.api.vehicle(`/vehicles/${vehicleId}`);
    expect(answer.status).toBe(status);
    const [type, code] = error.split(':');
    expect(errors(answer)).toMatchObject([
      { status: String(status), type, code, title, resolution: { type: resolution } },
    ]);
  });
});
