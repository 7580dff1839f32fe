// One contender in a process of its own: `node server.mjs <kind> <port> <bundle>`.
// Tells over IPC what the generator needs, and its CPU time when asked. The floor is told over IPC what to answer.
import { createRequire } from 'node:module';
import http from 'node:http';

const [kind, portText, bundle] = process.argv.slice(2);
const port = Number(portText);

const starters = { sandbox: () => startSandbox(0), 'sandbox-100k': () => startSandbox(100_000), floor, mock, oidc };

async function startSandbox(cars) {
  const { createSandboxCore, serveSandbox } = createRequire(import.meta.url)(bundle);
  const scenario = {
    name: 'bench',
    story: 'One owner with a paired car; more cars of other owners.',
    accounts: [
      {
        username: 'owner@example.com',
        cars: [{ model: 'Model 3', year: 2023, keys: ['smartcar.com'] }],
        consents: { smartcar: 'all' },
      },
    ],
    ...(cars === 0 ? {} : { fleet: { cars } }),
  };
  const core = createSandboxCore({ scenario });
  core.state.settings.owner = { rounds: [{ kind: 'select-all' }], untick: [] };
  const server = await serveSandbox(core.handle, { port, host: '127.0.0.1' });
  core.state.settings.origin = server.url;
  const { id, clientSecret, redirectUris } = core.application();
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: id,
    redirect_uri: redirectUris[0],
    scope: 'read_vehicle_info read_odometer',
    state: 'bench',
  });
  return {
    authorize: { path: `/oauth/authorize?${query}` },
    token: {
      path: '/oauth/token',
      authorization: basic(id, clientSecret),
      body: `grant_type=authorization_code&redirect_uri=${encodeURIComponent(redirectUris[0])}&code=`,
    },
    read: { list: '/v2.0/vehicles', path: '/v2.0/vehicles/{id}/odometer' },
  };
}

/** Looks at nothing and answers what the sandbox answered once to the same requests. */
async function floor() {
  const { facts, answers } = await new Promise((resolve) => process.once('message', resolve));
  const server = http.createServer((request, response) => {
    const { status, headers, body } =
      request.method === 'POST'
        ? answers.token
        : request.url.startsWith('/oauth/authorize')
          ? answers.authorize
          : answers.read;
    request.resume();
    response.writeHead(status, headers);
    response.end(body);
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return facts;
}

async function mock(algorithm) {
  const { OAuth2Server } = await import('oauth2-mock-server');
  const server = new OAuth2Server();
  await server.issuer.keys.generate(algorithm);
  await server.start(port, '127.0.0.1');
  const redirectUri = 'http://localhost:8000/exchange';
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: 'bench',
    redirect_uri: redirectUri,
    scope: 'openid',
    state: 'bench',
  });
  return {
    authorize: { path: `/authorize?${query}` },
    token: {
      path: '/token',
      authorization: basic('bench', 'bench'),
      body: `grant_type=authorization_code&redirect_uri=${encodeURIComponent(redirectUri)}&code=`,
    },
    read: { path: '/userinfo' },
  };
}

async function oidc() {
  const { Provider } = await import('oidc-provider');
  const redirectUri = 'https://client.example/exchange';
  const provider = new Provider(`http://127.0.0.1:${port}`, {
    adapter: MapAdapter,
    clients: [
      {
        client_id: 'bench',
        client_secret: 'bench',
        redirect_uris: [redirectUri],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    cookies: { keys: ['bench'], long: { signed: false }, short: { signed: false } },
    pkce: { required: () => false },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
  });
  // A session that is logged in and has granted before, so that `prompt=none` answers at once.
  const grant = new provider.Grant({ accountId: 'owner', clientId: 'bench' });
  grant.addOIDCScope('openid');
  const grantId = await grant.save();
  const session = new provider.Session({
    accountId: 'owner',
    loginTs: Math.floor(Date.now() / 1000),
    uid: 'bench-uid',
  });
  session.authorizations = { bench: { sid: 'bench-sid', grantId } };
  await session.save(86_400);
  await new Promise((resolve) => provider.listen(port, '127.0.0.1', resolve));
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: 'bench',
    redirect_uri: redirectUri,
    scope: 'openid',
    state: 'bench',
    prompt: 'none',
  });
  return {
    authorize: { path: `/auth?${query}`, cookie: `_session=${session.jti}` },
    token: {
      path: '/token',
      authorization: basic('bench', 'bench'),
      body: `grant_type=authorization_code&redirect_uri=${encodeURIComponent(redirectUri)}&code=`,
    },
    read: { path: '/me' },
  };
}

/** oidc-provider's own in-memory adapter forgets after a thousand entries, which fails under load. */
class MapAdapter {
  static #stores = new Map();
  #store;

  constructor(name) {
    this.#store = MapAdapter.#stores.get(name) ?? new Map();
    MapAdapter.#stores.set(name, this.#store);
  }

  async upsert(id, payload) {
    this.#store.set(id, payload);
    if (payload.uid) this.#store.set(`uid ${payload.uid}`, payload);
  }

  async find(id) {
    return this.#store.get(id);
  }

  async findByUid(uid) {
    return this.#store.get(`uid ${uid}`);
  }

  async findByUserCode() {
    return undefined;
  }

  async destroy(id) {
    this.#store.delete(id);
  }

  async consume(id) {
    const payload = this.#store.get(id);
    if (payload) payload.consumed = Math.floor(Date.now() / 1000);
  }

  async revokeByGrantId() {}
}

function basic(id, secret) {
  return `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
}

const [family, algorithm] = kind.split(':');
const facts = await starters[family](algorithm);
process.on('message', () => process.send({ cpu: process.cpuUsage(), rss: process.memoryUsage.rss() }));
process.send({ ready: facts });
