import { describe, expect, it } from 'vitest';
import { findMigratedCalls, settleCalls } from '../../../src/core/connections/migrated-calls.ts';

/** What counts in some files, in short: line, task, what stands there. */
function told(files: Readonly<Record<string, string>>): string[] {
  const calls = settleCalls(Object.entries(files).flatMap(([file, text]) => findMigratedCalls(file, text)));
  return calls.map(({ line, task, text }) => `${line} ${task} ${text}`);
}

/** What v3 has in the place of what one line has, besides what stands around it. */
function successors(line: string, file = 'a.js'): readonly string[] {
  return settleCalls(findMigratedCalls(file, `// Smartcar\n${line}\n`)).flatMap((call) => call.successors);
}

// Own words for what the clients of these languages look like.
const apps = [
  [
    'Node',
    'app.js',
    `const smartcar = require('smartcar');
const client = new smartcar.AuthClient({ clientId, clientSecret, redirectUri });
app.get('/login', (req, res) => res.redirect(client.getAuthUrl(['read_vin'])));
app.get('/exchange', async (req, res) => {
  const access = await client.exchangeCode(req.query.code);
  const { vehicles } = await smartcar.getVehicles(access.accessToken);
  const owner = await smartcar.getUser(access.accessToken);
  const vehicle = new smartcar.Vehicle(vehicles[0], access.accessToken);
  await vehicle.permissions();
  await vehicle.batch(['/odometer']);
  await vehicle.request('get', path);
  await vehicle.subscribe(webhookId);
  await vehicle.unsubscribe(token, webhookId);
  await vehicle.disconnect();
  await client.exchangeRefreshToken(access.refreshToken);
  await smartcar.getCompatibility(vin, ['read_vin'], 'US');
  await smartcar.getCompatibilityMatrix('US');
  await smartcar.getConnections(token, { userId });
  await smartcar.deleteConnections(token, { userId });
});
app.post('/hook', (req, res) => {
  if (req.body.eventName === 'verify') res.json({ challenge: smartcar.hashChallenge(token, challenge) });
  if (!smartcar.verifyPayload(token, req.headers['sc-signature'], req.body)) res.sendStatus(401);
});`,
    [
      '2 ids AuthClient()',
      '3 ids client.getAuthUrl()',
      '5 tokens client.exchangeCode()',
      '6 calls smartcar.getVehicles()',
      '7 calls smartcar.getUser()',
      '9 calls vehicle.permissions()',
      '10 calls /odometer',
      '10 calls vehicle.batch()',
      '11 calls vehicle.request()',
      '12 webhooks vehicle.subscribe()',
      '13 webhooks vehicle.unsubscribe()',
      '14 calls vehicle.disconnect()',
      '15 tokens client.exchangeRefreshToken()',
      '16 calls smartcar.getCompatibility()',
      '17 calls smartcar.getCompatibilityMatrix()',
      '18 calls smartcar.getConnections()',
      '19 calls smartcar.deleteConnections()',
      '22 webhooks eventName',
      '22 webhooks smartcar.hashChallenge()',
      '23 webhooks smartcar.verifyPayload()',
    ],
  ],
  [
    'named imports',
    'app.ts',
    `import SC, { getVehicles, exchangeCode as other } from 'smartcar';
const list = await getVehicles(token);
SC.getUser(token);`,
    ['2 calls getVehicles()', '3 calls SC.getUser()'],
  ],
  [
    'Python',
    'app.py',
    `import smartcar
client = smartcar.AuthClient(mode='live')
url = client.get_auth_url(scope)
access = client.exchange_code(code)
access = client.exchange_refresh_token(refresh)
ids = smartcar.get_vehicles(access.access_token).vehicles
user = smartcar.get_user(access.access_token)
vehicle = smartcar.Vehicle(ids[0], access.access_token)
vehicle.batch(paths)
vehicle.disconnect()
smartcar.get_compatibility(vin, scope)
smartcar.verify_payload(amt, signature, body)`,
    [
      '2 ids AuthClient()',
      '3 ids client.get_auth_url()',
      '4 tokens client.exchange_code()',
      '5 tokens client.exchange_refresh_token()',
      '6 calls smartcar.get_vehicles()',
      '7 calls smartcar.get_user()',
      '9 calls vehicle.batch()',
      '10 calls vehicle.disconnect()',
      '11 calls smartcar.get_compatibility()',
      '12 webhooks smartcar.verify_payload()',
    ],
  ],
  [
    'Ruby',
    'app.rb',
    `require 'smartcar'
client = Smartcar::AuthClient.new({ mode: 'live' })
redirect client.get_auth_url(scope)
token = client.exchange_code(params[:code])[:access_token]
ids = Smartcar.get_vehicles(token: token).vehicles
vehicle = Smartcar::Vehicle.new(token: token, id: ids.first)
vehicle.permissions
vehicle.disconnect!
Smartcar.get_connections(amt: amt)`,
    [
      '2 ids AuthClient.new()',
      '3 ids client.get_auth_url()',
      '4 tokens client.exchange_code()',
      '5 calls Smartcar.get_vehicles()',
      '7 calls vehicle.permissions',
      '8 calls vehicle.disconnect!',
      '9 calls Smartcar.get_connections()',
    ],
  ],
  [
    'Java',
    'src/main/java/App.java',
    `import com.smartcar.sdk.*;
AuthClient client = new AuthClient.Builder().build();
String link = client.authUrlBuilder(scope).build();
Auth auth = client.exchangeCode(code);
VehicleIds list = Smartcar.getVehicles(auth.getAccessToken());
Vehicle vehicle = new Vehicle(id, token);
vehicle.subscribe(webhookId);
Smartcar.hashChallenge(amt, challenge);`,
    [
      '2 ids AuthClient.Builder()',
      '3 ids client.authUrlBuilder()',
      '4 tokens client.exchangeCode()',
      '5 calls Smartcar.getVehicles()',
      '7 webhooks vehicle.subscribe()',
      '8 webhooks Smartcar.hashChallenge()',
    ],
  ],
  [
    'Go',
    'main.go',
    `import smartcar "github.com/smartcar/go-sdk"
	client := smartcar.NewClient()
	auth := client.NewAuth(&smartcar.AuthParams{ClientID: id})
	link, err := auth.GetAuthURL(&smartcar.AuthURLParams{})
	token, err := auth.ExchangeCode(ctx, &smartcar.ExchangeCodeParams{Code: code})
	ids, err := client.GetVehicleIDs(ctx, &smartcar.VehicleIDsParams{Access: token.Access})
	user, err := client.GetUserID(ctx, &smartcar.UserIDParams{Access: token.Access})
	ok, err := client.IsVINCompatible(ctx, &smartcar.VINCompatibleParams{})`,
    [
      '3 ids .NewAuth()',
      '4 ids auth.GetAuthURL()',
      '5 tokens auth.ExchangeCode()',
      '6 calls client.GetVehicleIDs()',
      '7 calls client.GetUserID()',
      '8 calls client.IsVINCompatible()',
    ],
  ],
  [
    'fetch',
    'route.ts',
    `const params = new URLSearchParams({
  response_type: 'code',
  client_id: process.env.SMARTCAR_CLIENT_ID,
  redirect_uri: back,
  mode: 'test',
});
const url = \`https://connect.smartcar.com/oauth/authorize?\${params}\`;
const res = await fetch('https://auth.smartcar.com/oauth/token', {
  method: 'POST',
  body: new URLSearchParams({ grant_type: 'authorization_code', code }),
});
const list = await fetch('https://api.smartcar.com/v2.0/vehicles', { headers });
const car = await fetch(\`https://api.smartcar.com/v2.0/vehicles/\${id}\`, { headers: { 'SC-Unit-System': 'imperial' } });
await fetch(\`https://api.smartcar.com/v2.0/vehicles/\${id}/application\`, { method: 'DELETE' });`,
    [
      "2 ids response_type: 'code'",
      '3 ids client_id',
      '4 ids redirect_uri',
      "5 ids mode: 'test'",
      '7 ids connect.smartcar.com/oauth/authorize',
      '8 tokens auth.smartcar.com',
      "10 tokens grant_type: 'authorization_code'",
      '12 calls smartcar.com/v2.0/vehicles',
      '13 calls SC-Unit-System',
      '13 calls smartcar.com/v2.0/vehicles/${id}',
      '14 calls smartcar.com/v2.0/vehicles/${id}/application',
    ],
  ],
  [
    'a client with a base',
    'service.ts',
    `const smartcar = axios.create({ baseURL: 'https://api.smartcar.com/v2.0' });
const list = await smartcar.get('/vehicles', { headers });
const user = await smartcar.get(\`/user\`);
const held = await smartcar.get(\`/vehicles/\${id}/permissions\`);`,
    ['1 calls api.smartcar.com/v2.0', '2 calls /vehicles', '3 calls /user', '4 calls /vehicles/${id}/permissions'],
  ],
  [
    'addresses that a format puts together',
    'client.go',
    `const baseURL = "https://api.smartcar.com/v2.0"
req, err := http.NewRequest("GET", fmt.Sprintf("%s/user", baseURL), nil)
held := fmt.Sprintf("%s/vehicles/%s/permissions", baseURL, id)
other := fmt.Sprintf("%s/vehicles", fleetURL)`,
    ['1 calls api.smartcar.com/v2.0', '2 calls %s/user', '3 calls %s/vehicles/%s/permissions'],
  ],
  [
    'an interface of Retrofit',
    'Api.kt',
    `// Smartcar
@GET("v2.0/vehicles") suspend fun list(): Ids
@DELETE("/v2.0/vehicles/{id}/application") suspend fun end(@Path("id") id: String)`,
    ['2 calls v2.0/vehicles', '3 calls /v2.0/vehicles/{id}/application'],
  ],
  [
    'requests',
    'app.py',
    `BASE = "https://api.smartcar.com/v2.0"
TOKENS = "https://auth.smartcar.com/oauth/token"
requests.post(TOKENS, data={"grant_type": "refresh_token", "refresh_token": token})
ids = requests.get(f"{BASE}/vehicles", headers=headers).json()
me = requests.get(BASE + "/user", headers=headers).json()
requests.post(f"{BASE}/vehicles/{vid}/webhooks/{hook}", headers=headers)
await smartcar_request(pool, "GET", "/vehicles")`,
    [
      '1 calls api.smartcar.com/v2.0',
      '2 tokens auth.smartcar.com',
      '3 tokens grant_type": "refresh_token"',
      '4 calls {BASE}/vehicles',
      '5 calls /user',
      '6 webhooks {BASE}/vehicles/{vid}/webhooks/{hook}',
      '7 calls /vehicles',
    ],
  ],
  [
    'curl',
    'a.sh',
    `curl -u "$ID:$SECRET" https://auth.smartcar.com/oauth/token -d grant_type=refresh_token
curl "https://api.smartcar.com/v2.0/vehicles?limit=10" -H "$AUTH"
curl -X POST "https://api.smartcar.com/v2.0/vehicles/$CAR/batch" -H "sc-unit-system: imperial"
curl -u "default:$AMT" "https://management.smartcar.com/v2.0/management/connections?user_id=x"
curl "https://api.smartcar.com/v2.0/compatibility?vin=$VIN&scope=read_vin"`,
    [
      '1 tokens grant_type=refresh_token',
      '1 tokens auth.smartcar.com',
      '2 calls smartcar.com/v2.0/vehicles',
      '3 calls sc-unit-system',
      '3 calls smartcar.com/v2.0/vehicles/$CAR/batch',
      '4 calls management.smartcar.com',
      '5 calls smartcar.com/v2.0/compatibility',
    ],
  ],
  [
    'a link in one text',
    'page.html',
    '<a href="https://connect.smartcar.com/oauth/authorize?response_type=code&client_id=8229&redirect_uri=x&mode=test&user=7">Smartcar</a>',
    [
      '1 ids connect.smartcar.com/oauth/authorize',
      '1 ids client_id',
      '1 ids response_type=code',
      '1 ids redirect_uri',
      '1 ids mode=test',
      '1 ids user',
    ],
  ],
  ['package.json', 'package.json', '{ "dependencies": { "smartcar": "^9.15.0" } }', ['1 calls "smartcar": "^9.15.0"']],
  [
    'the SDK for pages',
    'page.jsx',
    "const smartcar = new Smartcar({ clientId, mode: 'live' });",
    ['1 ids new Smartcar()'],
  ],
] as const;

describe('what an app has of v2', () => {
  it.each(apps)('%s', (_, file, text, expected) => {
    expect(told({ [file]: text })).toEqual(expected);
  });

  it.each([
    [
      'own functions',
      '// Smartcar\nasync function getVehicles(user) {}\nthis.getVehicles(user);\nthis.exchangeCode(code);\nsmartcarService.getAuthUrl(user);\nvehicleService.subscribe(() => {});\nvehicles$.subscribe(show);',
    ],
    [
      'own routes',
      "// Smartcar\nconst base = 'https://vehicle.api.smartcar.com/v3';\napp.get('/vehicles', list);\nrouter.delete('/vehicles/:id/permissions', drop);\nfetch('/api/vehicles');",
    ],
    [
      'own routes of FastAPI',
      '# Smartcar\n@router.get("/vehicles/{vehicle_id}/battery")\ndef battery(vehicle_id): ...',
    ],
    [
      'v3',
      "// Smartcar\nconst BASE = 'https://vehicle.api.smartcar.com/v3';\nfetch(`${BASE}/vehicles/${id}`);\nfetch(`${BASE}/connections`);\nfetch('https://iam.smartcar.com/oauth2/token');",
    ],
    [
      'the token of another provider',
      "// Smartcar and others\nawait fetch('https://auth.example.com/token', { body: new URLSearchParams({ grant_type: 'refresh_token' }) });",
    ],
    ['tests', "const smartcar = require('smartcar');\nsmartcar.getVehicles(token);", 'test/app.test.js'],
    ['documents', "const smartcar = require('smartcar');\nsmartcar.getVehicles(token);", 'README.md'],
    ['templates of issues', 'url: https://api.smartcar.com/v2.0/vehicles/x/battery', '.github/ISSUE_TEMPLATE/bug.yml'],
    ['comments', '// smartcar.getVehicles(token)'],
    ['a file that does not name it', 'client.exchangeCode(code); api.getVehicles();'],
  ])('are not %s', (_, text, file = 'a.js') => {
    expect(told({ [file]: text })).toEqual([]);
  });

  it.each([
    ["fetch('https://api.smartcar.com/v2.0/vehicles/'+id+'/engine/oil');", ['2 calls /engine/oil']],
    ["fetch('https://api.smartcar.com/v2.0/vehicles/' + id + '/engine/oil');", ['2 calls /engine/oil']],
    ['const BASE = "https://api.smartcar.com/v2.0/vehicles/";\nget(BASE + id + "/odometer");', ['3 calls /odometer']],
    ["fetch('https://api.smartcar.com/v2.0/vehicles/' + id + path);", ["2 calls vehicles/' + id + path"]],
    ["fetch('https://api.smartcar.com/v2.0/vehicles' + query);", ['2 calls smartcar.com/v2.0/vehicles']],
  ])('the list of vehicles is told from the beginning of an address: %s', (line, expected) => {
    expect(told({ 'a.js': `// Smartcar\n${line}` })).toEqual(expected);
  });

  it('routes of the app beside a client of v2 are its own', () => {
    const client = "const smartcar = axios.create({ baseURL: 'https://api.smartcar.com/v2.0' });";
    const routes =
      "app.get('/vehicles', list);\nrouter.get('/user', show);\nfetch('/vehicles');\nseen.get('vehicles', []);";
    expect(told({ 'a.js': `${client}\n${routes}` })).toEqual(['1 calls api.smartcar.com/v2.0']);
  });

  it('a vehicle in a file that does not name Smartcar counts where another file does', () => {
    const car = { 'car.js': 'await this.vehicle.odometer();' };
    expect(told(car)).toEqual([]);
    expect(told({ ...car, 'a.js': "import smartcar from 'smartcar';\nsmartcar.getUser(t);" })).toEqual([
      '2 calls smartcar.getUser()',
      '1 calls vehicle.odometer()',
    ]);
  });

  it('examples count where there is no other code', () => {
    const example = { 'examples/a.js': "const smartcar = require('smartcar');\nsmartcar.getUser(t);" };
    expect(told(example)).toEqual(['2 calls smartcar.getUser()']);
    expect(told({ ...example, 'src/a.js': '// Smartcar\nvehicle.lock();' })).toEqual(['2 calls vehicle.lock()']);
  });
});

describe('what v3 has in its place', () => {
  const v2 = 'https://api.smartcar.com/v2.0';

  it.each([
    ['smartcar.getVehicles(t)', 'GET /connections, with filter[userId] for one owner'],
    ['client.exchangeCode(c)', 'nothing: keep the user_id of the redirect. POST https://iam.smartcar.com/oauth2/token'],
    ['vehicle.disconnect()', 'DELETE /connections/{connectionId}, or DELETE /users/{userId}'],
    [
      'vehicle.subscribe(w)',
      'POST https://management.api.smartcar.com/v3/subscriptions (webhookId, userId, vehicleId)',
    ],
    ['smartcar.getCompatibility(v)', 'no check of a single VIN is published'],
    ["headers['sc-unit-system']", 'no such header is published for v3'],
    ["headers['sc-request-id']", 'no such header is published for v3'],
    ['smartcar.verifyPayload(t, s, b)', 'unchanged: hex HMAC-SHA256 of the raw body under the management token'],
  ])('%s', (line, expected) => {
    expect(successors(line)).toEqual([expect.stringContaining(expected)]);
  });

  it('a path that is read has signals, one that commands has commands, and one that is open has both, once', () => {
    expect(successors(`await axios.get(\`${v2}/vehicles/\${id}/charge/limit\`)`)).toEqual([
      'signals/charge-chargelimits',
    ]);
    expect(successors(`await axios.post(\`${v2}/vehicles/\${id}/charge/limit\`, body)`)).toEqual([
      'commands/charge/set-limit',
    ]);
    expect(successors(`send(\`${v2}/vehicles/\${id}/charge/limit\`)`)).toEqual([
      'signals/charge-chargelimits',
      'commands/charge/set-limit',
    ]);
    expect(successors(`await axios.get(\`${v2}/vehicles/\${id}/tesla/climate/cabin\`)`)).toEqual([
      'signals/hvac-cabintargettemperature',
      'signals/hvac-iscabinhvacactive',
    ]);
    expect(successors(`await axios.post(\`${v2}/vehicles/\${id}/tesla/climate/cabin\`, b)`)).toEqual([
      'API v3 has no such command',
    ]);
  });

  it('a request with a path that is known is told by its path', () => {
    expect(successors("vehicle.request('POST', 'tesla/charge/charge_port_door', body)")).toEqual([
      'commands/charge-port/open',
      'commands/charge-port/close',
    ]);
  });

  it('says which things stay as they are', () => {
    const calls = settleCalls(findMigratedCalls('a.js', '// Smartcar\nx.hashChallenge(t, c);\nx.exchangeCode(c);'));
    expect(calls.map(({ unchanged }) => unchanged)).toEqual([true, false]);
  });
});
