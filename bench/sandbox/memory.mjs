// A million flows in process, with a clock that moves on by a minute a flow: refresh tokens live sixty days, so some
// 86,000 of them are alive at any time, and a few hundred access tokens. Then a million requests to the APIs of a fleet
// of a thousand cars, a second each, with application tokens that expire every hour. Tells the heap after each fifth.
import { createRequire } from 'node:module';

const { createSandboxCore } = createRequire(import.meta.url)(process.argv[2]);
const total = 1_000_000;
let now = Date.UTC(2026, 10, 21, 12);
const redirectUri = 'http://localhost:8000/exchange';
const { handle, application, state } = createSandboxCore({
  now: () => now,
  owner: { rounds: [{ kind: 'select-all' }], untick: [] },
  registration: { redirectUris: [redirectUri] },
});
const { id, clientSecret } = application();
const query = new URLSearchParams({ response_type: 'code', client_id: id, redirect_uri: redirectUri, make: 'TESLA' });
const headers = {
  authorization: `Basic ${btoa(`${id}:${clientSecret}`)}`,
  'content-type': 'application/x-www-form-urlencoded',
};

const heaps = [];
for (let flows = 1; flows <= total; flows += 1) {
  now += 60_000;
  const redirect = handle({ method: 'GET', path: '/oauth/authorize', query: query.toString(), headers: {}, body: '' });
  const code = new URL(redirect.headers.location).searchParams.get('code');
  const body = new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: redirectUri }).toString();
  const answer = handle({ method: 'POST', path: '/oauth/token', query: '', headers, body });
  if (answer.status !== 200) throw new Error(answer.body);
  if (flows % (total / 5) === 0) {
    globalThis.gc();
    heaps.push({ flows, heap: process.memoryUsage().heapUsed, tokens: state.refreshTokens.rows.size });
  }
}
process.send({ flows: heaps, requests: measureRequests() });

function measureRequests() {
  let time = Date.UTC(2026, 10, 21, 12);
  const scenario = { name: 'fleet', story: 'A thousand cars.', fleet: { cars: 1000 } };
  const core = createSandboxCore({ now: () => time, scenario });
  const app = core.application();
  const cars = [...core.state.connections.values()].map(({ vehicleId, userId }) => ({ vehicleId, userId }));
  const send = (method, path, extra = {}) => {
    const [bare, query = ''] = path.split('?');
    return core.handle({ method, path: bare, query, headers: extra.headers ?? {}, body: extra.body ?? '' });
  };
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const client = { grant_type: 'client_credentials', client_id: app.apiClientId, client_secret: app.apiClientSecret };
  let token;
  const measured = [];
  for (let requests = 1; requests <= total; requests += 1) {
    time += 1000;
    if (requests % 3000 === 1) {
      const body = new URLSearchParams(client).toString();
      token = JSON.parse(send('POST', '/oauth2/token', { headers: form, body }).body).access_token;
    }
    const { vehicleId, userId } = cars[requests % cars.length];
    const bearer = { authorization: `Bearer ${token}`, 'sc-user-id': userId, 'content-type': 'application/json' };
    const attributes = { webhookId: app.webhookId, userId, vehicleId };
    const [method, path, body] = [
      ['GET', `/v3/vehicles/${vehicleId}/signals/odometer-traveleddistance`],
      ['GET', '/v3/connections?page[size]=5'],
      ['GET', `/v3/vehicles/${vehicleId}`],
      ['POST', `/v3/vehicles/${vehicleId}/commands/security/${requests % 2 === 0 ? 'lock' : 'unlock'}`],
      ['POST', '/v3/subscriptions', JSON.stringify({ data: { attributes } })],
      ['GET', `/v3/nothing/${requests}`],
      ['GET', `/v2.0/vehicles/${vehicleId}/odometer`],
      ['GET', '/oauth/authorize?client_id=nobody'],
    ][requests % 8];
    send(method, path, { headers: bearer, body });
    if (requests % (total / 5) !== 0) continue;
    globalThis.gc();
    measured.push({ flows: requests, heap: process.memoryUsage().heapUsed });
  }
  return measured;
}
