import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { answerConnection } from '../../../src/sandbox/control/inspector/answer.ts';
import { describeState } from '../../../src/sandbox/control/describe.ts';
import { controlOperations } from '../../../src/sandbox/control/routes.ts';
import type { SandboxResponse } from '../../../src/sandbox/http/message.ts';
import { addKey } from '../../../src/sandbox/state/virtual-key.ts';
import { readForms, type PageForm } from '../../support/page-forms.ts';
import { rehearsal, runningSandbox } from '../../support/rehearsal.ts';
import { runCli } from '../../support/run.ts';
import { boxes, connectLink, selectAll, setStage, type Stage } from '../visitor.ts';

const host = 'localhost:4010';

/** What the inspector says of the first connection, permission by permission. */
function answers(stage: Stage): Readonly<Record<string, string>> {
  const [connection] = stage.core.state.connections.values();
  const { permissions } = answerConnection(stage.core.state, connection!);
  return Object.fromEntries(
    permissions.map(({ name, ticked, whyNot, remark }) => [
      name,
      `${ticked === undefined ? 'no box' : ticked ? 'ticked' : 'not ticked'}: ${whyNot ?? `granted${remark === undefined ? '' : `, ${remark}`}`}`,
    ]),
  );
}

function call(stage: Stage, method: string, path: string, body?: unknown): SandboxResponse {
  return stage.core.handle({
    method,
    path: `/_sandbox/${path}`,
    query: '',
    headers: { 'content-type': 'application/json', host },
    body: body === undefined ? '' : JSON.stringify(body),
  });
}

function pageOf(stage: Stage, query = ''): string {
  return stage.get(`/_sandbox${query}`, { host }).body;
}

const tokenOf = (page: string): string => /name="token" value="([0-9a-f]{64})"/.exec(page)?.[1] ?? 'none';

/** Sends a form of the inspector. */
function act(
  stage: Stage,
  operation: string,
  fields: readonly (readonly [string, string])[] = [],
  headers: Readonly<Record<string, string>> = {},
): SandboxResponse {
  const form = new URLSearchParams({ token: tokenOf(pageOf(stage)), do: operation, back: '#clock' });
  for (const [name, value] of fields) form.append(name, value);
  return stage.post('/_sandbox/actions', form.toString(), { host, origin: `http://${host}`, ...headers });
}

describe('the answer for each permission', () => {
  it('names the box that was not ticked', () => {
    const stage = setStage();
    stage.walk(connectLink(stage, { scope: 'read_odometer control_security read_alerts' }), [
      boxes('vehicle_device_data'),
    ]);
    expect(answers(stage)).toEqual({
      read_odometer: 'ticked: granted',
      control_security: 'not ticked: box-not-ticked',
      read_alerts: 'no box: granted, no-box',
    });
  });

  it('tells a box that is ticked since from one that is unticked since', () => {
    const stage = setStage();
    stage.walk(connectLink(stage, { scope: 'read_odometer control_security read_location' }), [
      boxes('vehicle_device_data', 'vehicle_location'),
    ]);
    call(stage, 'PUT', 'accounts/owner@example.com/consents/smartcar', {
      tick: ['vehicle_cmds'],
      untick: ['vehicle_location'],
    });
    expect(answers(stage)).toEqual({
      read_odometer: 'ticked: granted',
      control_security: 'ticked: box-ticked-since',
      read_location: 'not ticked: box-unticked-since',
    });
  });

  it('knows what was unticked on Smartcar’s own screen, and what re-authentication mends', () => {
    const stage = setStage();
    stage.walk(connectLink(stage, { scope: 'read_odometer read_location' }), [selectAll], ['read_location']);
    expect(answers(stage)['read_location']).toBe('ticked: unticked-at-smartcar');
    const query = new URLSearchParams({
      response_type: 'none',
      make: 'TESLA',
      revoke_access: 'true',
      client_id: stage.applicationId,
      scope: 'read_location read_vin',
    });
    stage.walk(`/oauth/reauthenticate?${query.toString()}`, [selectAll]);
    expect(answers(stage)).toEqual({
      read_odometer: 'ticked: granted',
      read_location: 'ticked: granted',
      read_vin: 'ticked: granted',
    });
  });

  it('says when the access was removed, the car is gone, or a command waits for the key', () => {
    const stage = setStage({ scenario: 'all-granted' });
    const [car] = stage.core.state.vehicles.values();
    car!.keys = [];
    expect(answers(stage)['control_security']).toBe('ticked: granted, key-missing');
    addKey(car!, 'smartcar.com');
    expect(answers(stage)['control_security']).toBe('ticked: granted');
    call(stage, 'DELETE', 'accounts/owner@example.com/consents/smartcar');
    expect(answers(stage)['read_odometer']).toBe('not ticked: access-removed');
    call(stage, 'DELETE', `accounts/owner@example.com/vehicles/${car!.id}`);
    expect(answers(stage)['read_odometer']).toBe('not ticked: vehicle-missing');
  });

  it('says that a car has nothing behind a permission', () => {
    const stage = setStage();
    stage.walk(connectLink(stage, { scope: 'read_fuel read_vin' }), [selectAll]);
    expect(answers(stage)['read_fuel']).toBe('ticked: granted, not-capable');
  });

  it('stands on the page with its box, the reason and the key of the car', () => {
    const page = pageOf(setStage({ scenario: 'missing-commands-box' })).replaceAll(/\s+/g, ' ');
    expect(page).toContain('The owner did not tick Vehicle Commands.');
    expect(page).toContain('4 of 7 granted');
    expect(page).toContain('Key missing');
  });
});

describe('many connections', () => {
  const fleet = () =>
    setStage({ scenario: { name: 'fleet', story: 'Two hundred cars.', fleet: { cars: 200, carsPerAccount: 1 } } });
  const owners = (page: string): readonly string[] =>
    [...(page.split('id="owners"')[0] ?? '').matchAll(/<strong>(owner\d+)@fleet/g)].map(([, name]) => name ?? '');

  it('come in pages, the newest first', () => {
    const stage = fleet();
    expect(owners(pageOf(stage))).toEqual(Array.from({ length: 20 }, (_, index) => `owner${200 - index}`));
    expect(owners(pageOf(stage, '?page=10')).at(-1)).toBe('owner1');
    expect(owners(pageOf(stage, '?page=11'))).toEqual([]);
    expect(pageOf(stage, '?page=10')).not.toContain('rel="next"');
  });

  it('can be searched and filtered, and both hold on the next page', () => {
    const stage = fleet();
    expect(owners(pageOf(stage, '?q=OWNER7%40'))).toEqual(['owner7']);
    const lost = owners(pageOf(stage, '?show=lost'));
    expect(lost).toHaveLength(20);
    expect(lost.every((name) => Number(name.slice(5)) % 10 === 0)).toBe(true);
    expect(pageOf(stage, '?q=fleet&show=fine')).toContain('q=fleet&amp;show=fine&amp;page=2');
    expect(pageOf(stage, '?q=nobody')).toContain('No connection fits.');
    expect(owners(pageOf(stage, '?page=-3&show=constructor'))[0]).toBe('owner200');
  });
});

const uuid = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';

/** Each operation that changes something: its body for the control API, and the fields of its form. */
const actions: readonly (readonly [string, unknown, readonly (readonly [string, string])[]])[] = [
  ['POST reset', {}, []],
  ['POST reset', { scenario: 'new-owner' }, [['scenario', 'new-owner']]],
  ['POST reset', { scenario: 'nonsense' }, [['scenario', 'nonsense']]],
  ['POST snapshots', {}, []],
  ['POST snapshots/nothing/restore', {}, []],
  ['POST clock/advance', { seconds: 7200 }, [['seconds:number', '7200']]],
  ['POST clock/advance', { seconds: -1 }, [['seconds:number', '-1']]],
  ['POST clock/advance', { seconds: 'soon' }, [['seconds:number', 'soon']]],
  ['POST clock/advance', {}, [['seconds:number', '']]],
  [
    'PUT application',
    { name: 'Charge & Go', redirectUris: ['https://a.example/1', 'app://b'], rateLimited: true },
    [
      ['name', 'Charge & Go'],
      ['redirectUris:lines', 'https://a.example/1\r\napp://b\r\n'],
      ['rateLimited:truth', 'true'],
    ],
  ],
  ['PUT application', { redirectUris: ['nonsense'] }, [['redirectUris:lines', 'nonsense']]],
  [
    'PUT application',
    { errorCallbackUri: 'http://localhost:1/errors' },
    [['errorCallbackUri:keep', 'http://localhost:1/errors']],
  ],
  [
    'PUT application',
    { errorCallbackUri: 'https://example.com/' },
    [['errorCallbackUri:keep', 'https://example.com/']],
  ],
  [
    'POST applications',
    { applicationId: uuid, name: 'Another' },
    [
      ['applicationId', uuid],
      ['name', 'Another'],
    ],
  ],
  [`DELETE applications/${uuid}`, {}, []],
  ['POST applications/nothing/users/nobody/tokens', {}, []],
  [
    'POST accounts',
    { username: 'new@example.com', make: 'BMW' },
    [
      ['username', 'new@example.com'],
      ['make', 'BMW'],
    ],
  ],
  ['POST accounts', { username: 'owner@example.com' }, [['username', 'owner@example.com']]],
  [
    'PATCH accounts/owner@example.com',
    { phoneKey: false, problem: 'UPSTREAM:RATE_LIMIT', pageDelaySeconds: 2 },
    [
      ['phoneKey:truth', 'false'],
      ['problem:keep', 'UPSTREAM:RATE_LIMIT'],
      ['pageDelaySeconds:number', '2'],
    ],
  ],
  ['PATCH accounts/owner@example.com', { problem: '' }, [['problem:keep', '']]],
  ['PATCH accounts/nobody', { phoneKey: true }, [['phoneKey:truth', 'true']]],
  [
    'POST accounts/owner@example.com/vehicles',
    { model: 'Model S', year: 2020, role: 'driver' },
    [
      ['model', 'Model S'],
      ['year:number', '2020'],
      ['role', 'driver'],
    ],
  ],
  ['POST accounts/owner@example.com/vehicles', { year: 1850 }, [['year:number', '1850']]],
  ['DELETE accounts/owner@example.com/vehicles/5YJ3E1EA0PF310702', {}, []],
  [
    'PUT accounts/TESLA%20owner@example.com/consents/smartcar',
    { tick: ['vehicle_cmds'] },
    [['tick:list', 'vehicle_cmds']],
  ],
  [
    'PUT accounts/owner@example.com/consents/smartcar',
    { boxes: ['vehicle_cmds', 'vehicle_location'] },
    [
      ['boxes:list', ''],
      ['boxes:list', 'vehicle_cmds'],
      ['boxes:list', 'vehicle_location'],
    ],
  ],
  ['PUT accounts/owner@example.com/consents/smartcar', { boxes: [] }, [['boxes:list', '']]],
  ['PUT accounts/owner@example.com/consents/nobody', { boxes: ['all'] }, [['boxes:list', 'all']]],
  ['DELETE accounts/owner@example.com/consents/smartcar', {}, []],
  ['PUT vehicles/5YJ3E1EA0PF310702/keys/smartcar.com', {}, []],
  ['PUT vehicles/5YJ3E1EA0PF310702/keys/a%20b', {}, []],
  ['DELETE vehicles/5YJ3E1EA0PF310702/keys/smartcar.com', {}, []],
  [
    'POST faults',
    { error: 'UPSTREAM:RATE_LIMIT', times: 2, path: '/v2.0/**', headers: { 'retry-after': '9' } },
    [
      ['error', 'UPSTREAM:RATE_LIMIT'],
      ['times:number', '2'],
      ['path', '/v2.0/**'],
      ['headers:json', '{"retry-after":"9"}'],
      ['status:number', ''],
    ],
  ],
  ['POST faults', {}, []],
  ['DELETE faults', {}, []],
  ['DELETE faults/nothing', {}, []],
  [
    'POST webhooks/deliver',
    { url: 'https://example.com/', vehicleId: 'x' },
    [
      ['url', 'https://example.com/'],
      ['vehicleId', 'x'],
    ],
  ],
  ['POST webhooks/verify', { url: 'https://example.com/' }, [['url', 'https://example.com/']]],
  [
    'PUT owner',
    { rounds: ['Vehicle Information', 'select-all'], untick: ['read_vin'], withoutKey: true },
    [
      ['rounds:lines', 'Vehicle Information\nselect-all'],
      ['untick:list', 'read_vin'],
      ['withoutKey:truth', 'true'],
    ],
  ],
  ['PUT owner', { rounds: ['nonsense'] }, [['rounds:lines', 'nonsense']]],
  ['DELETE owner', {}, []],
  ['POST play', { url: 'https://example.com/' }, [['url', 'https://example.com/']]],
  ['POST nothing', {}, []],
];

/** @returns what the page says went wrong */
function alertOf(page: string): string | undefined {
  const text = /role="alert"[^]*?<p>([^]*?)<\/p>/.exec(page)?.[1];
  return text?.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&gt;', '>').replaceAll('&lt;', '<');
}

/** The state without what hangs on chance and on the requests themselves. */
const stateOf = (stage: Stage) => describeState(stage.core.state);

describe('an action', () => {
  it.each(actions)('%s %j does what the control API does, refusals included', async (operation, body, fields) => {
    const [method = '', path = ''] = operation.split(' ');
    const byApi = setStage({ scenario: 'missing-commands-box' });
    const byForm = setStage({ scenario: 'missing-commands-box' });
    const first = call(byApi, method, path, body);
    const answer = (await first.later) ?? first;
    const second = act(byForm, operation, fields);
    const shown = (await second.later) ?? second;
    expect(stateOf(byForm)).toEqual(stateOf(byApi));
    const refusal: unknown = JSON.parse(answer.body).error?.message;
    const [location] = answer.status === 200 ? ['/_sandbox?notice=1#clock'] : [];
    expect([shown.status, shown.headers['location']]).toEqual([location === undefined ? answer.status : 303, location]);
    expect(alertOf(shown.body)).toBe(refusal);
  });

  it('stands on the page for every operation that changes something', () => {
    const stage = setStage({ scenario: 'all-granted' });
    const [connection] = stage.core.state.connections.values();
    call(stage, 'DELETE', `vehicles/${connection!.vehicleId}/keys/smartcar.com`);
    for (const error of ['UPSTREAM:RATE_LIMIT', 'SERVER:INTERNAL']) call(stage, 'POST', 'faults', { error });
    call(stage, 'POST', 'snapshots');
    call(stage, 'PUT', 'owner', {});
    call(stage, 'POST', 'applications', { name: 'Another' });
    const offered = readForms(pageOf(stage)).flatMap(operationOf);
    const changing = controlOperations.filter((name) => !name.startsWith('GET '));
    expect(changing.filter((name) => !offered.some((one) => fits(name, one)))).toEqual([]);
    expect(offered.filter((one) => !changing.some((name) => fits(name, one)))).toEqual([]);
  });

  it('orders a fault with every field of the control API', () => {
    const form = readForms(pageOf(setStage())).find((one) => operationOf(one).includes('POST faults'));
    const page = pageOf(setStage());
    const names =
      'method path vehicleId times:number nth:number rate:number seed:number cutAfterBytes:number delaySeconds:number longRunningSeconds:number error status:number';
    expect(form?.fields.map(({ name }) => name)).toEqual(expect.arrayContaining(names.split(' ')));
    for (const name of ['applicationId', 'body', 'headers:json']) expect(page).toContain(` name="${name}"`);
  });

  it.each([
    [{ status: 502, rate: 0.02 }, '502', '2 % of the requests'],
    [{ status: 502, rate: 0.02, seed: 7, times: 5 }, '502', '2 % of the requests, seed 7, 5 more'],
    [{ cutAfterBytes: 200, nth: 3 }, 'cut after 200 bytes', 'from request 3 on, 1 more'],
    [{ status: 429, delaySeconds: 1.5 }, '429, 1.5 s late', 'always'],
    [{ error: 'UPSTREAM:RATE_LIMIT', times: 2 }, 'UPSTREAM:RATE_LIMIT', '2 more'],
    [{ longRunningSeconds: 4 }, 'long command, 4 s', 'always'],
  ])('shows the fault %j as it was ordered', (fault, answer, when) => {
    const stage = setStage();
    expect(call(stage, 'POST', 'faults', fault).status).toBe(200);
    const [, row = ''] = /<ul class="rows" id="faults">([\s\S]*?)<\/ul>/.exec(pageOf(stage)) ?? [];
    expect(row).toContain(`<strong>${answer}</strong>`);
    expect(row).toContain(`<span class="quiet">${when}</span>`);
  });

  it('takes a snapshot that the page offers to restore', () => {
    const stage = setStage({ scenario: 'all-granted' });
    act(stage, 'POST snapshots');
    act(stage, 'DELETE accounts/owner@example.com/consents/smartcar');
    expect(stage.granted()).toEqual([]);
    const restore = readForms(pageOf(stage))
      .flatMap(operationOf)
      .find((one) => one.endsWith('/restore'));
    expect(act(stage, restore ?? '').status).toBe(303);
    expect(stage.granted()).toContain('control_security');
  });

  it('sends events as the control API does, and both stand among the deliveries', async () => {
    const bodies: string[] = [];
    const callback = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        bodies.push(`${request.headers['user-agent'] ?? ''} ${body}`);
        response.statusCode = bodies.length > 2 ? 500 : 200;
        response.end();
      });
    });
    await new Promise<void>((resolve) => callback.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(callback.address() as AddressInfo).port}/hook`;
    const stage = setStage();
    const event = { eventId: 'e-1', eventType: 'VEHICLE_ERROR' };
    await call(stage, 'POST', 'webhooks/deliver', { url, event }).later;
    const fields = [
      ['url', url],
      ['event:json', JSON.stringify(event)],
    ] as const;
    const shown = await act(stage, 'POST webhooks/deliver', fields).later;
    await act(stage, 'POST webhooks/deliver', fields).later;
    callback.close();
    expect(shown?.status).toBe(303);
    expect(bodies).toEqual(
      Array.from({ length: 3 }, () => `Smartcar/1.0 (connect-cli-sandbox) ${JSON.stringify(event)}`),
    );
    const [byApi, byForm, refused] = stage.core.state.webhookDeliveries;
    expect(byForm).toEqual(byApi);
    expect(refused).toMatchObject({ outcome: 'dropped', tries: [{ status: 500 }] });
    expect(pageOf(stage)).toContain(`SC-Signature ${byApi?.tries[0]?.signature ?? 'none'}`);
    expect(pageOf(stage, '?notice=2').replaceAll(/\s+/g, ' ')).toContain(
      'The status is 500; only 2xx counts as delivered.',
    );
  });

  it('keeps what is searched for, and leads nowhere else', () => {
    const stage = setStage();
    const back = (text: string) => {
      const form = new URLSearchParams({ token: tokenOf(pageOf(stage)), do: 'POST snapshots', back: text });
      return stage.post('/_sandbox/actions', form.toString(), { host }).headers['location'];
    };
    expect(back('q=owner&open=a#owners')).toBe('/_sandbox?q=owner&open=a&notice=1#owners');
    expect(back('https://evil.example/#"><script>')).toBe('/_sandbox?https%3A%2F%2Fevil.example%2F=&notice=2');
  });
});

function operationOf({ action, fields }: PageForm): readonly string[] {
  return action === '/_sandbox/actions' ? fields.filter(({ name }) => name === 'do').map(({ value }) => value) : [];
}

function fits(pattern: string, operation: string): boolean {
  return new RegExp(`^${pattern.replaceAll('*', '[^/]+')}$`).test(operation);
}

describe('a form of somebody else', () => {
  const form = (token: string) => new URLSearchParams({ token, do: 'POST reset', back: '' }).toString();

  it.each([
    ['without the token', 'none', {}, 403],
    ['with a token that is too long', 'a'.repeat(65), {}, 403],
    ['from another site', 'right', { origin: 'https://evil.example' }, 403],
    ['from another port of this machine', 'right', { origin: 'http://localhost:3000' }, 403],
    ['from a page that hides where it is', 'right', { origin: 'null' }, 403],
    ['that the browser calls cross-site', 'right', { 'sec-fetch-site': 'cross-site' }, 403],
    ['as plain text', 'right', { 'content-type': 'text/plain' }, 415],
    ['as JSON', 'right', { 'content-type': 'application/json' }, 415],
    ['of the page itself', 'right', { origin: `http://${host}`, 'sec-fetch-site': 'same-origin' }, 303],
  ])('%s', (_what, token, headers, status) => {
    const stage = setStage({ scenario: 'all-granted' });
    stage.core.state.clockOffset = 5000;
    const body = form(token === 'right' ? tokenOf(pageOf(stage)) : token);
    const answer = stage.post('/_sandbox/actions', body, { host, ...headers });
    expect(answer.status).toBe(status);
    expect(answer.headers['location'] === undefined).toBe(status !== 303);
    expect(stage.core.state.clockOffset).toBe(status === 303 ? 0 : 5000);
  });

  it('finds a token that nobody can guess, another one in each sandbox even of the same seed', () => {
    const tokens = [setStage(), setStage()].map((stage) => tokenOf(pageOf(stage)));
    expect(new Set(tokens).size).toBe(2);
    expect(tokens).not.toContain('none');
  });

  it('cannot be framed, cannot bring scripts, and its page is sent as what it is', () => {
    const { headers } = setStage().get('/_sandbox', { host });
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    expect(headers['content-security-policy']).toContain("form-action 'self'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
  });
});

describe('the request log', () => {
  const refused = () => {
    const stage = setStage({ scenario: 'missing-commands-box' });
    const [connection] = stage.core.state.connections.values();
    const minted = JSON.parse(
      call(stage, 'POST', `applications/${stage.applicationId}/users/${connection!.userId}/tokens`).body,
    );
    const authorization = `Bearer ${minted.access_token}`;
    stage.get(`/v2.0/vehicles/${connection!.vehicleId}/odometer`, { authorization });
    stage.get(`/v2.0/vehicles/${connection!.vehicleId}/location`, { authorization });
    stage.get('/v2.0/vehicles/5a4db003-0f4b-483e-80f0-000000000000/odometer', { authorization });
    stage.post('/oauth/token', {
      grant_type: 'refresh_token',
      refresh_token: minted.refresh_token,
      client_secret: 'hidden-secret',
    });
    return { stage, minted };
  };
  const lines = (page: string): readonly string[] => page.split('<details id="request-').slice(1);

  it('shows refusals first, and each opens to request, decision, rule and source', () => {
    const { stage } = refused();
    const [first = '', second = '', third = '', fourth = ''] = lines(pageOf(stage)).map((line) =>
      line.replaceAll(/\s+/g, ' '),
    );
    expect(first).toContain('<dt>Source</dt> <dd><span class="tag good">published');
    expect(first).toContain('https://www.rfc-editor.org/rfc/rfc6749#section-5.2');
    expect(second).toContain('<span class="tag warn">assumed</span>');
    expect(third).toContain('read_location needs the Tesla box &quot;Vehicle Location&quot;, which is not ticked');
    expect(third).toContain('while the Tesla box that stands for it is ticked (table 2026-02)');
    expect(third).toContain('https://smartcar.com/docs/help/oem-integrations/tesla/developers');
    expect(fourth).toContain('/odometer');
    expect(fourth).toContain('<span class="tag">200</span>');
  });

  it('filters by refusal, kind and word', () => {
    const { stage } = refused();
    const count = (query: string) => lines(pageOf(stage, query)).length;
    expect([
      count(''),
      count('?log=refused'),
      count('?area=tokens'),
      count('?find=odometer'),
      count('?find=nonsense'),
    ]).toEqual([4, 3, 1, 2, 0]);
    expect(lines(pageOf(stage, '?log=time'))[0]).toContain('/oauth/token');
  });

  it('holds no secret', () => {
    const { stage, minted } = refused();
    const page = pageOf(stage);
    for (const secret of [minted.access_token, minted.refresh_token, 'hidden-secret'])
      expect(page).not.toContain(secret);
    expect(page).toContain('authorization: Bearer [redacted]');
    expect(JSON.stringify(stage.core.state.log)).not.toContain(minted.access_token);
  });

  it('costs the same page after five thousand requests with bodies as after three hundred', () => {
    const stage = setStage();
    const send = (count: number) => {
      for (let index = 0; index < count; index += 1) stage.post('/oauth/token', `grant_type=${'x'.repeat(20_000)}`);
      return pageOf(stage).length;
    };
    const few = send(300);
    const many = send(4700);
    expect(many - few).toBeLessThan(500);
    expect(stage.core.state.log).toHaveLength(300);
    expect(Math.max(...stage.core.state.log.map(({ body }) => body.length))).toBeLessThan(2100);
    expect(lines(pageOf(stage))).toHaveLength(60);
  });
});

describe('what others wrote', () => {
  it('is shown as text', () => {
    const stage = setStage({ scenario: 'missing-commands-box' });
    const evil = '"><script>alert(1)</script>';
    call(stage, 'PUT', 'application', { name: evil });
    call(stage, 'POST', 'accounts', { username: evil });
    stage.get(`/oauth/authorize?state=${encodeURIComponent(evil)}&client_id=${encodeURIComponent(evil)}`, {
      'user-agent': evil,
    });
    const page = pageOf(
      stage,
      `?q=${encodeURIComponent(evil)}&find=${encodeURIComponent(evil)}&owner=${encodeURIComponent(evil)}`,
    );
    expect(page).not.toContain('<script>alert');
    expect(pageOf(stage)).toContain('&lt;script&gt;alert(1)');
  });

  it('and the environment with its secret is shown to those who ask for it', () => {
    const stage = setStage();
    const { clientSecret } = stage.core.application();
    expect(pageOf(stage)).not.toContain(clientSecret);
    expect(pageOf(stage, '?environment=python')).toContain(`SMARTCAR_CLIENT_SECRET=${clientSecret}`);
    expect(pageOf(stage, '?environment=python')).toContain('SMARTCAR_AUTH_ORIGIN=http://localhost/oauth/token');
  });

  it('and it has every variable that `sandbox env` prints', async () => {
    const sandbox = await runningSandbox();
    const printed = await runCli(['sandbox', 'env', sandbox.url, '--json'], rehearsal());
    const { env } = printed.json<{ env: Record<string, string> }>();
    expect(Object.keys(env)).toHaveLength(17);
    const page = await (await fetch(`${sandbox.url}/_sandbox?environment=node`)).text();
    const [, lines = ''] = /<textarea id="environment-lines"[^>]*>([^<]*)</.exec(page) ?? [];
    expect(lines.trim().split('\n')).toEqual(Object.entries(env).map(([name, value]) => `${name}=${value}`));
  });
});
