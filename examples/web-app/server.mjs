// A web app that asks for consent, says which box was missed, and offers the repair. It runs against a sandbox of its
// own: `node server.mjs`. For the real Smartcar take `origin` away and the ids and secrets from your configuration.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { buildConnectUrl, createState, readRedirect } from 'connect-cli/consent';
import { createSandbox } from 'connect-cli/sandbox';

const scope = 'read_odometer read_battery control_security';

const server = createServer((request, response) => {
  answer(request, response).catch((error) => {
    console.error(error);
    send(response, 500, 'text/plain', 'Something went wrong.');
  });
});
await new Promise((resolve) => server.listen(Number(process.env.PORT ?? 3000), 'localhost', resolve));
const app = `http://localhost:${server.address().port}`;
const redirectUri = `${app}/callback`;
const sandbox = await createSandbox({ port: 0, registration: { redirectUris: [redirectUri] } });
const { applicationId, clientSecret } = sandbox.application;
console.log(`Open ${app}`);

/** What is known of each visitor, by the random value in the cookie. A real app has a session store. */
const sessions = new Map();

async function answer(request, response) {
  const { pathname, search } = new URL(request.url, app);
  const session = findSession(request, response);
  if (request.method !== 'GET') return send(response, 405, 'text/plain', 'Only GET is answered here.');
  if (pathname === '/') return send(response, 200, 'text/html', await page('page.html'));
  if (pathname === '/page.mjs') return send(response, 200, 'text/javascript', await page('page.mjs'));
  if (pathname === '/consent.mjs') return send(response, 200, 'text/javascript', await readFile(library()));
  if (pathname === '/connect') return connect(session, response);
  if (pathname === '/callback') return callback(session, search, response);
  if (pathname === '/consent.json') return send(response, 200, 'application/json', JSON.stringify(await tell(session)));
  return send(response, 404, 'text/plain', 'There is nothing here.');
}

/** Off to Smartcar, with a state that this browser's session alone knows. */
function connect(session, response) {
  session.state = createState();
  const url = buildConnectUrl({
    applicationId,
    redirectUri,
    scope,
    state: session.state,
    make: 'TESLA',
    origin: sandbox.url,
  });
  redirect(response, url);
}

/** Back from Smartcar. A redirect without the right state is somebody else's, and changes nothing. */
async function callback(session, search, response) {
  const read = session.state === undefined ? undefined : readRedirect(search, { state: session.state });
  if (read === undefined || !read.ok)
    return send(response, 400, 'text/plain', 'This answer belongs to no attempt of yours.');
  // A state is good for one answer.
  session.state = undefined;
  session.error = read.result.error;
  session.token = read.result.code === null ? undefined : await exchange(read.result.code);
  redirect(response, '/');
}

async function exchange(code) {
  const response = await fetch(`${sandbox.url}/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${applicationId}:${clientSecret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: redirectUri }),
  });
  if (!response.ok) throw new Error(`The code was answered with ${response.status}.`);
  return (await response.json()).access_token;
}

/** What the page needs: no token, no secret. */
async function tell({ token, error }) {
  const granted = token === undefined ? null : await readGrant(token);
  return { scope, applicationId, origin: sandbox.url, error: error ?? null, granted };
}

/** The permissions of the first car, as the API has them now: a repair shows without a new exchange. */
async function readGrant(token) {
  const { vehicles } = await read('/v2.0/vehicles', token);
  const { permissions } = await read(`/v2.0/vehicles/${vehicles[0]}/permissions`, token);
  return permissions;
}

async function read(path, token) {
  const response = await fetch(`${sandbox.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok) throw new Error(`${path} was answered with ${response.status}.`);
  return response.json();
}

function findSession(request, response) {
  const known = /(?:^|;\s*)session=([\w-]{43})(?:;|$)/.exec(request.headers.cookie ?? '')?.[1];
  if (known !== undefined && sessions.has(known)) return sessions.get(known);
  const id = createState();
  const session = {};
  sessions.set(id, session);
  // On https add Secure.
  response.setHeader('set-cookie', `session=${id}; HttpOnly; SameSite=Lax; Path=/`);
  return session;
}

function page(name) {
  return readFile(new URL(name, import.meta.url));
}

function library() {
  return fileURLToPath(import.meta.resolve('connect-cli/consent'));
}

function redirect(response, location) {
  response.writeHead(303, { location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }).end();
}

function send(response, status, type, body) {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}
