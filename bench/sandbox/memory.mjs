// A million flows in process, with a clock that moves on by a minute a flow: refresh tokens live sixty days, so some
// 86,000 of them are alive at any time, and a few hundred access tokens. Tells the heap after each fifth of the way.
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
process.send(heaps);
