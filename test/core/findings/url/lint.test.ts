import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildAuthorizeUrl } from '../../../../src/core/connect/authorize-url.ts';
import { lintConnectUrl, type UrlLint } from '../../../../src/core/findings/url/lint.ts';
import { urlFindings } from '../../../../src/core/findings/url/kinds.ts';

const id = '2f6c1d3e-0a4b-4c8d-9e7f-5b1a6c3d2e90';
const authorize = `https://connect.smartcar.com/oauth/authorize?response_type=code&application_id=${id}&redirect_uri=https%3A%2F%2Fexample.com%2Fhome&state=s&scope=read_vin`;
const reauthenticate = `https://connect.smartcar.com/oauth/reauthenticate?response_type=none&make=TESLA&revoke_access=true&client_id=${id}&scope=read_vin`;

const links = [
  ['seed 56: no response_type', reauthenticate.replace('response_type=none&', ''), 'url-response-type-missing'],
  ['seed 57: no make', reauthenticate.replace('make=TESLA&', ''), 'url-make-required'],
  ['seed 57: another make', reauthenticate.replace('TESLA', 'BMW'), 'url-make-not-revocable'],
  ['seed 58: revoke_access=yes', reauthenticate.replace('=true', '=yes'), 'url-revoke-access-value'],
  ['seed 58: no revoke_access', reauthenticate.replace('revoke_access=true&', ''), 'url-revoke-access-missing'],
  ['seed 59: no id', reauthenticate.replace(`client_id=${id}&`, ''), 'url-id-revoke'],
  ['no id on a link to Connect', authorize.replace(`application_id=${id}&`, ''), 'url-id-missing'],
  ['seed 61: no scope', reauthenticate.replace('&scope=read_vin', ''), 'url-scope-required'],
  ['seed 62: a name that is not published', `${reauthenticate}+read_odomter`, 'url-permission-unknown'],
  ['a wrong prefix', `${authorize}%20optional:read_odometer`, 'url-permission-malformed'],
  ['commas', `${authorize},read_odometer`, 'url-scope-separator'],
  ['twice the same', `${authorize}%20read_vin`, 'url-permission-duplicate'],
  ['another path', authorize.replace('/oauth/authorize', '/authorize').replace('&state=s', ''), 'url-wrong-path'],
  ['plain http', authorize.replace('https', 'http'), 'url-not-https'],
  ['a parameter twice', `${authorize}&scope=read_vin`, 'url-duplicate-parameter'],
  ['an unknown parameter', `${authorize}&colour=red`, 'url-unknown-parameter'],
  ['PKCE', `${authorize}&code_challenge=x`, 'url-pkce'],
  ['an unknown response type', authorize.replace('=code', '=token'), 'url-response-type-unknown'],
  ['two ids', `${authorize}&client_id=${id}`, 'url-id-twice'],
  ['an API client', authorize.replace(id, 'client_01HXYZ'), 'url-id-api-client'],
  ['an id that is not a UUID', authorize.replace(id, 'my-app'), 'url-id-format'],
  [
    'a relative redirect URI',
    authorize.replace('https%3A%2F%2Fexample.com%2Fhome', 'home'),
    'url-redirect-uri-invalid',
  ],
  [
    'a script',
    authorize.replace('https%3A%2F%2Fexample.com%2Fhome', 'javascript:alert(1)'),
    'url-redirect-uri-invalid',
  ],
  ['a fragment', authorize.replace('%2Fhome', '%2F%23home'), 'url-redirect-uri-invalid'],
  ['127.0.0.1', authorize.replace('https%3A%2F%2Fexample.com', 'http%3A%2F%2F127.0.0.1'), 'url-redirect-uri-http'],
  ['no scope', authorize.replace('&scope=read_vin', ''), 'url-scope-missing'],
  ['no state', authorize.replace('&state=s', ''), 'url-state-missing'],
  ['a raw plus in state', authorize.replace('&state=s', '&state=a+b'), 'url-state-plus'],
  ['an unknown mode', `${authorize}&mode=demo`, 'url-mode-unknown'],
  ['the test mode', `${authorize}&mode=test`, 'url-mode-test'],
  ['an unknown approval prompt', `${authorize}&approval_prompt=always`, 'url-approval-prompt-unknown'],
  ['a make in lower case', `${authorize}&make=tesla`, 'url-make-case'],
  ['a make that is not in the list', `${authorize}&make=TRABANT`, 'url-make-unknown'],
  ['revoke_access on the way in', `${authorize}&revoke_access=true`, 'url-revoke-access-misplaced'],
  ['single_select=1', `${authorize}&single_select=1`, 'url-single-select-value'],
  ['a VIN alone', `${authorize}&single_select_vin=5YJ3E1EA7KF317000`, 'url-single-select-vin'],
  ['a short VIN', `${authorize}&single_select=true&single_select_vin=5YJ3`, 'url-vin-format'],
  ['a bare flag', `${authorize}&flags=country`, 'url-flag-malformed'],
  ['an unknown flag', `${authorize}&flags=speed:fast`, 'url-flag-unknown'],
  ['a country in lower case', `${authorize}&flags=country:de`, 'url-flag-country'],
  ['the old user parameter', `${authorize}&user=u`, 'url-user-deprecated'],
  ['another origin', authorize.replace('connect.smartcar.com', 'connect.example.com'), 'url-other-origin'],
  ['the host of a brand', authorize.replace('connect.', 'tesla.'), 'url-brand-host'],
  ['the host of the token endpoint', authorize.replace('connect.', 'auth.'), 'url-smartcar-host'],
  ['a host of no brand', authorize.replace('connect.', 'login.'), 'url-smartcar-host'],
  ['cut by a shell', authorize.replace(/&.*/, ''), 'url-cut'],
  ['&amp; outside HTML', authorize.replaceAll('&', '&amp;'), 'url-escaped-ampersand'],
  ['JSON ampersands', authorize.replaceAll('&', String.raw`\u0026`), 'url-escaped-ampersand'],
  ['the backslashes of a shell', authorize.replaceAll(/[?&=]/g, String.raw`\$&`), 'url-escaped-ampersand'],
  ['the whole address encoded', encodeURIComponent(authorize), 'url-encoded-whole'],
  ['no scheme', authorize.replace('https://', ''), 'url-no-scheme'],
  ['& in place of ?', authorize.replace('?', '&'), 'url-separators'],
  ['a second ? in place of &', authorize.replace('&state', '?state'), 'url-separators'],
  ['; in place of &', authorize.replaceAll('&', ';'), 'url-separators'],
  ['a # that cuts parameters off', `${authorize}#top&make=TESLA`, 'url-fragment'],
  ['an ellipsis at the end', `${authorize}…`, 'url-cut'],
  ['three dots at the end', `${authorize}...`, 'url-cut'],
  ["Swift's optional", authorize.replace(id, `Optional(%22${id}%22)`), 'url-value-wrapped'],
  ["Python's bytes", authorize.replace(id, `b'${id}'`), 'url-value-wrapped'],
  ['an id in quotes', authorize.replace(id, `%22${id}%22`), 'url-value-wrapped'],
  ['a redirect URI with a blank behind it', authorize.replace('%2Fhome', '%2Fhome%20'), 'url-value-wrapped'],
  ['a host with a letter too few', authorize.replace('connect.', 'conect.'), 'url-host-misspelt'],
  ['another domain', authorize.replace('.com/', '.com.example.org/'), 'url-host-misspelt'],
  ['a scope as a list of parameters', authorize.replace('scope=', 'scope[]='), 'url-scope-separator'],
  ["a scope of Tesla's API", `${authorize}%20vehicle_device_data`, 'url-permission-unknown'],
  ['a pattern as redirect URI', authorize.replace('%2Fhome', '%2F*'), 'url-redirect-uri-invalid'],
  ['two schemes', authorize.replace('https%3A%2F%2F', 'https%3A%2F%2Fhttps%3A%2F%2F'), 'url-redirect-uri-invalid'],
  ['a scope encoded twice', `${authorize}%2520read_odometer`, 'url-encoded-twice'],
  ['typographic quotes', `“${authorize}”`, 'url-typographic-quotes'],
  ['a template', authorize.replace(id, '${clientId}'), 'url-placeholder'],
  ['an unset variable', authorize.replace(id, 'undefined'), 'url-unset-value'],
  ['a state that was never set', authorize.replace('state=s', 'state=null'), 'url-passed-through-placeholder'],
  ["the documents' id", authorize.replace(id, '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07'), 'url-sample-value'],
  ["the documents' state", authorize.replace('state=s', 'state=0facda3319'), 'url-sample-value'],
  ['no redirect URI', authorize.replace(/&redirect_uri=[^&]*/, ''), 'url-redirect-uri-missing'],
] as const;

function lint(text: string): UrlLint {
  const document = lintConnectUrl(text);
  if (document === undefined) throw new Error('no link found');
  return document;
}

const kinds = (text: string) => lint(text).findings.map(({ kind }) => kind);

describe('lintConnectUrl', () => {
  it('finds nothing on a sound link', () => {
    expect(kinds(authorize)).toEqual([]);
    expect(kinds(reauthenticate)).toEqual([]);
  });

  it('seed 13: lists the permissions of the example', () => {
    const document = lint(`${authorize}%20read_vehicle_info+required:read_battery`);
    expect(document.permissions).toEqual([
      { name: 'read_vin', required: false },
      { name: 'read_vehicle_info', required: false },
      { name: 'read_battery', required: true },
    ]);
    expect(document.findings).toEqual([]);
  });

  it('seed 14: reads the broken lines of the documents', () => {
    const document = lint(
      'HTTP/1.1 302 Found\nLocation: https://connect.smartcar.com/oauth/authorize?\n    &scope=read_vehicle_info read_vin read_battery',
    );
    expect(document.flow).toBe('authorize');
    expect(document.parameters).toEqual({ scope: 'read_vehicle_info read_vin read_battery' });
    expect(document.url).toBe(
      'https://connect.smartcar.com/oauth/authorize?scope=read_vehicle_info%20read_vin%20read_battery',
    );
    expect(document.findings.map(({ kind }) => kind)).toEqual([
      'url-response-type-missing',
      'url-id-missing',
      'url-state-missing',
      'url-redirect-uri-missing',
    ]);
  });

  it.each([
    ['a scope broken between permissions', `${authorize}\n   read_odometer\n   &make=TESLA`, 'read_vin read_odometer'],
    ['a scope broken inside a word', `${authorize}%20read_od\nometer`, 'read_vin read_odometer'],
    ['quotes', `<a href="${authorize.replaceAll('&', '&amp;')}">connect</a>`, 'read_vin'],
    ['Markdown', `[Connect](${authorize}) starts it`, 'read_vin'],
    ['Markdown with the address as its text', `[${authorize}](${authorize})`, 'read_vin'],
    ['the text of an element', `<a>${authorize}</a>`, 'read_vin'],
    ['a code fence', `\`\`\`http\n${authorize}\n\`\`\``, 'read_vin'],
    ['Windows line ends', `Location: ${authorize.replace('&scope', '\r\n  &scope')}\r\n`, 'read_vin'],
  ])('reads %s', (_, text, scope) => {
    expect(lint(text).parameters['scope']).toBe(scope);
  });

  it('seeds 23, 24, 25: knows the flag of the past on either path', () => {
    for (const link of [
      `${authorize}&flags=tesla_auth:true`,
      'https://connect.smartcar.com/oauth/reauthenticate?flags=tesla_auth:true',
    ]) {
      const finding = lint(link).findings.find(({ kind }) => kind === 'url-flag-ended');
      expect(finding?.title).toContain('2023-12-18');
      expect(finding?.evidence).toEqual(['tesla_auth:true']);
    }
  });

  it.each(links)('finds one thing: %s', (_, text, kind) => {
    expect(kinds(text)).toEqual([kind]);
  });

  it('finds a vehicle renewal without a redirect URI', () => {
    const link = `https://connect.smartcar.com/oauth/reauthenticate?response_type=vehicle_id&vehicle_id=v&client_id=${id}`;
    expect(kinds(link)).toEqual(['url-redirect-uri-required']);
    expect(kinds(link.replace('=vehicle_id&', '=none&'))).toEqual([]);
  });

  it('says that the VIN wins over the make', () => {
    expect(kinds(`${authorize}&make=TESLA&single_select=true&single_select_vin=5YJ3E1EA7KF317000`)).toEqual([
      'url-make-overridden',
    ]);
  });

  it('never repeats a secret', () => {
    const document = lint(`${authorize}&client_secret=hunter2`);
    expect(document.findings[0]).toMatchObject({ kind: 'url-secret', severity: 'critical' });
    expect(JSON.stringify(document)).not.toContain('hunter2');
    expect(JSON.stringify(lint(`${authorize}&client%5Fsecret=hunter2`))).not.toContain('hunter2');
  });

  it('names the nearest when it is told how to find it', () => {
    const document = lintConnectUrl(`${authorize}%20read_odomter`, {
      suggest: (text) => (text === 'read_odomter' ? 'read_odometer' : undefined),
    });
    expect(document?.findings[0]?.evidence).toEqual(['read_odomter', 'nearest: read_odometer']);
  });

  it.each(['', 'read_vin', 'connect.smartcar.com', 'https://', `${'x'.repeat(70_000)}https://a.b`])(
    'finds no link in %j',
    (text) => {
      expect(lintConnectUrl(text)).toBeUndefined();
    },
  );

  it('shows every kind of the table above', () => {
    const others = ['url-make-overridden', 'url-redirect-uri-required', 'url-secret', 'url-flag-ended'];
    // Links that are none of Connect's stand in link-kinds.test.ts.
    const foreign = Object.keys(urlFindings).filter((kind) =>
      /tesla|virtual-key|redirect-(?:error|without)|live-code|not-connect/.test(kind),
    );
    expect(new Set([...links.map(([, , kind]) => kind), ...others, ...foreign])).toEqual(
      new Set(Object.keys(urlFindings)),
    );
  });

  it('finds no error on anything that the builder made', () => {
    const name = fc.constantFrom('read_vin', 'read_odometer', 'control_security');
    const asked = fc
      .uniqueArray(name, { minLength: 1 })
      .map((names) => names.map((one) => ({ name: one, required: false })));
    fc.assert(
      fc.property(asked, fc.string({ minLength: 1 }), fc.boolean(), (scope, state, singleSelect) => {
        const { url } = buildAuthorizeUrl({
          applicationId: id,
          scope,
          state,
          singleSelect,
          redirectUri: 'https://example.com/a',
        });
        // A builder may be handed the word of an unset variable as a state: that is found, and is not an error.
        expect(lint(url).findings.filter(({ severity }) => severity === 'error')).toEqual([]);
        expect(lint(url).parameters['state']).toBe(state);
      }),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
        (text) => void lintConnectUrl(`https://connect.smartcar.com/oauth/authorize?${text}`),
      ),
    );
  });
});
