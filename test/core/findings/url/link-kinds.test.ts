import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lintConnectUrl, type UrlLint } from '../../../../src/core/findings/url/lint.ts';

const id = '2f6c1d3e-0a4b-4c8d-9e7f-5b1a6c3d2e90';
const tesla = `https://auth.tesla.com/oauth2/v3/authorize?response_type=code&client_id=${id}&redirect_uri=https%3A%2F%2Fexample.com%2Fcb&scope=openid%20offline_access%20vehicle_device_data%20vehicle_location&state=s&prompt_missing_scopes=true`;
const nothingMore = ['url-not-connect'];

function lint(text: string): UrlLint {
  const document = lintConnectUrl(text);
  if (document === undefined) throw new Error('no link found');
  return document;
}

const kinds = (text: string) => lint(text).findings.map(({ kind }) => kind);

const table = [
  ['https://connect.smartcar.com/oauth/authorize?scope=read_vin', 'connect'],
  ['http://localhost:4010/oauth/authorize?scope=read_vin', 'connect'],
  ['https://tesla.smartcar.com/oauth/authorize?scope=read_vin', 'connect'],
  [`https://links.example.com/go?response_type=code&client_id=${id}&scope=read_vin`, 'connect'],
  ['https://connect.smartcar.com/oauth/reauthenticate?make=TESLA', 'reauthenticate'],
  ['http://localhost:8000/exchange?code=90abecb6-e7ab-4b85&state=s', 'redirect'],
  ['https://example.com/cb?error=access_denied&state=s', 'redirect'],
  ['https://example.com/cb?user_id=u&state=s', 'redirect'],
  ['https://example.com/oauth/authorize?code=c&state=s', 'redirect'],
  ['http://127.0.0.1:8910/once?texture_scoped_key=k', 'redirect'],
  ['https://example.com/cb?code=NA_c&state=s&issuer=https%3A%2F%2Fauth.tesla.com%2Foauth2%2Fv3', 'redirect'],
  [tesla, 'tesla-authorize'],
  [tesla.replace('auth.tesla.com', 'fleet-auth.prd.vn.cloud.tesla.com'), 'tesla-authorize'],
  [tesla.replace('auth.tesla.com', 'auth.tesla.cn'), 'tesla-authorize'],
  ['https://tesla.com/_ak/key.example.com', 'tesla-virtual-key'],
  ['https://www.tesla.com/de_de/_ak/key.example.com?vin=5YJ3E1EA7KF317000', 'tesla-virtual-key'],
  [`https://auth.tesla.com/user/revoke/consent?revoke_client_id=${id}&back_url=https://example.com`, 'tesla-consent'],
  ['https://accounts.tesla.com/account-settings/security?tab=tpty-apps', 'tesla-account'],
  ['https://developer.tesla.com/docs/fleet-api/virtual-keys/overview', 'documentation'],
  ['https://developer.tesla.com/en_US/dashboard', 'dashboard'],
  ['https://dashboard.smartcar.com/team/applications', 'dashboard'],
  ['https://smartcar.com/docs/connect/what-is-connect', 'documentation'],
  ['https://docs.texturehq.com/integrations', 'documentation'],
  ['https://api.smartcar.com/v2.0/vehicles', 'api'],
  ['https://fleet-api.prd.na.vn.cloud.tesla.com/api/1/vehicles', 'api'],
  ['https://owner-api.teslamotors.com/api/1/vehicles', 'api'],
  ['https://javascript-sdk.smartcar.com/v2/redirect?app_origin=https://a.example&code=c&state=s', 'redirect'],
  ['https://auth.tesla.com/void/callback?code=NA_c&state=s', 'redirect'],
  ['https://auth.tesla.com/en_US/user/consent?client_id=x&state=s', 'tesla-consent'],
  ['https://auth.tesla.com/oauth2/v3/token', 'api'],
  ['https://www.tesla.com/teslaaccount/owner-xp/third-party', 'tesla-account'],
  ['https://auth.smartcar.com/oauth/authorize?scope=read_vin', 'connect'],
  ['https://auth.smartcar.com/oauth/token', 'api'],
  ['https://api.texturehq.com/v1/connections', 'api'],
  ['https://dashboard.texturehq.com/', 'dashboard'],
  ['tesla.com/_ak/key.example.com', 'tesla-virtual-key'],
  ['connect.smartcar.com/oauth/authorize?scope=read_vin&redirect_uri=https://example.com/cb', 'connect'],
  [String.raw`https:\/\/connect.smartcar.com\/oauth\/authorize?scope=read_vin`, 'connect'],
  ['https://tesla.com/model3', 'other'],
  ['https://gitlab.com/oauth/authorize?response_type=code&client_id=c&scope=read_user&state=s', 'other'],
  ['https://gitlab.com/oauth/authorize?client_id=c', 'other'],
  ['https://auth.example.com/go?response_type=code&client_id=c&scope=openid', 'other'],
  ['https://key.example.com/.well-known/appspecific/com.tesla.3p.public-key.pem', 'tesla-public-key'],
  ['https://example.com/', 'other'],
  // Only the end of a host tells whose it is.
  ['https://auth.tesla.com.example.com/oauth2/v3/authorize?state=s', 'other'],
  ['https://connect.smartcar.com.example.com/?x=1', 'other'],
] as const;

describe('what a link is', () => {
  it.each(table)('%s: %s', (link, kind) => {
    expect(lint(link).linkKind).toBe(kind);
  });

  it.each(table.filter(([, kind]) => kind !== 'connect' && kind !== 'reauthenticate'))(
    '%s gets no finding about parameters of Connect',
    (link) => {
      const found = kinds(link).join(' ');
      expect(found).toContain('url-not-connect');
      expect(found).not.toMatch(/url-(?:wrong-path|response-type|id-|permission|scope-|make)/);
    },
  );

  it('never repeats a code, however the redirect is written', () => {
    const code = fc.oneof(fc.stringMatching(/^[A-Za-z0-9_-]{12,40}$/), fc.stringMatching(/^__[a-z]{12,40}__$/));
    const base = fc.constantFrom('http://localhost:8000/exchange', 'https://example.com/a/b', 'https://example.com');
    fc.assert(
      fc.property(code, base, fc.boolean(), (value, address, isFirst) => {
        const query = isFirst ? `code=${value}&state=ok` : `state=ok&code=${value}`;
        const document = lint(`${address}?${query}`);
        expect(JSON.stringify(document)).not.toContain(value);
      }),
    );
  });
});

describe('an answer', () => {
  it.each([
    ['a live code', 'https://example.com/cb?code=90abecb6e7ab&state=s', ['url-live-code', 'url-not-connect']],
    ['a code alone', 'https://example.com/cb?code=90abecb6e7ab', ['url-cut', 'url-live-code', 'url-not-connect']],
    [
      'no state',
      'https://example.com/cb?code=90abecb6e7ab&user_id=u',
      ['url-live-code', 'url-redirect-without-state', 'url-not-connect'],
    ],
    [
      "the scheme of Smartcar's mobile SDKs",
      'scab94b2dd-5adf-421a-ae89-0b4099563ada://exchange?code=90abecb6e7ab&state=s',
      ['url-live-code', 'url-not-connect'],
    ],
    ['a scheme of its own', '"myapp://cb?error=access_denied&state=s"', ['url-not-connect', 'url-redirect-error']],
    ['an error', 'https://example.com/cb?error=access_denied&state=s', ['url-not-connect', 'url-redirect-error']],
    ['a key of Texture', 'https://example.com/cb?texture_scoped_key=abcdef', ['url-secret', 'url-not-connect']],
  ])('with %s', (_, link, expected) => {
    expect(kinds(link)).toEqual(expected);
  });

  const nested = 'http%3A%2F%2Flocalhost%3A8000%2Fexchange%3Fcode%3D90abecb6-1111%26state%3Dabc';

  it.each([
    ['in a link of a mail filter', `https://nam.safelinks.protection.outlook.com/?url=${nested}`, 'in url: code='],
    ['in returnUrl', `https://app.example.com/login?returnUrl=${nested}`, 'in returnUrl: code='],
    ['in next, encoded twice', `https://app.example.com/?next=${encodeURIComponent(nested)}`, 'in next: code='],
    ['in next, not encoded', 'https://app.example.com/login?next=/cb?code=90abecb6-1111', 'code='],
    ['beside a broken escape', `https://app.example.com/?next=${nested}%FF`, 'in next: code='],
    [
      'in a redirect URI',
      `https://connect.smartcar.com/oauth/authorize?redirect_uri=${nested}`,
      'in redirect_uri: code=',
    ],
    ['in capitals', 'http://localhost:8000/exchange?Code=90abecb6-1111&state=abc', 'Code='],
    ['with the brackets of a list', 'http://localhost:8000/exchange?code%5B%5D=90abecb6-1111', 'code='],
    ['in the path', 'http://localhost:8000/callback;code=90abecb6-1111?state=abc', 'code='],
    ['in an encoded address as the path', `https://proxy.example.com/${nested.replace('%3Dabc', '=abc')}`, 'code='],
    ['in a fragment', 'http://localhost:8000/callback#code=90abecb6-1111&state=abc', 'code='],
    ['behind a route', 'http://localhost:8000/#/callback?code=90abecb6-1111&state=abc', 'code='],
  ])('warns of a live code %s, and does not repeat it', (_, link, place) => {
    const document = lint(link);
    const live = document.findings.find(({ kind }) => kind === 'url-live-code');
    expect(live?.evidence).toEqual([`${place}[redacted]`]);
    expect(JSON.stringify(document)).not.toContain('90abecb6');
  });

  it('shows the rest of an address around a code as it was', () => {
    const { url, parameters, next } = lint(`https://nam.safelinks.protection.outlook.com/?url=${nested}&data=05%7C02`);
    expect(url).toBe(
      'https://nam.safelinks.protection.outlook.com/?url=http://localhost:8000/exchange%3Fcode%3D[redacted]%26state%3Dabc&data=05%7C02',
    );
    expect(parameters).toEqual({
      url: 'http://localhost:8000/exchange?code=[redacted]&state=abc',
      data: '05|02',
    });
    expect(next.map(({ command }) => command)).toEqual(['connect-cli url lint "<the value of url>"']);
  });

  it.each([
    ['https://app.example.com/?next=%2Fcb%23access_token%3Dhunter22', ['access_token in next']],
    ['https://app.example.com/cb#id_token=hunter22', ['id_token']],
    ['https://app.example.com/?accessToken=hunter22', ['accessToken']],
  ])('finds the secret of %s, and does not repeat it', (link, evidence) => {
    const document = lint(link);
    expect(document.findings.find(({ kind }) => kind === 'url-secret')?.evidence).toEqual(evidence);
    expect(JSON.stringify(document)).not.toContain('hunter22');
  });

  it.each(['response_type=code', 'country.code=DE', 'status_code=500', 'next=%2Fcb%3Fcode%3D', 'code={{code}}'])(
    'sees no live code in %s',
    (query) => {
      expect(kinds(`https://app.example.com/?${query}`)).not.toContain('url-live-code');
    },
  );

  it('leads an error to its explanation', () => {
    expect(lint('https://example.com/cb?error=access_denied&state=s').next).toEqual([
      { command: 'connect-cli explain-error "<this address>"', why: 'says what the error means' },
    ]);
  });
});

describe('an authorize link of another host', () => {
  const link = 'https://gitlab.com/oauth/authorize?response_type=code&client_id=c&scope=read_user&state=s';

  it('is said to be one, and is not judged', () => {
    expect(lint(link).findings).toMatchObject([
      {
        kind: 'url-not-connect',
        title: 'This is an OAuth link of another host, gitlab.com, and not of Connect, so it was not checked.',
      },
    ]);
  });

  it('is one of Connect where the settings say so', () => {
    expect(lintConnectUrl(link, { connectOrigin: 'https://gitlab.com' })?.linkKind).toBe('connect');
  });
});

describe("Tesla's links", () => {
  const of = (change: (link: string) => string) => kinds(change(tesla)).filter((kind) => kind !== 'url-not-connect');

  it.each([
    ['nothing', (link: string) => link, []],
    [
      'a redirect URI without scheme',
      (link: string) => link.replace('https%3A%2F%2F', ''),
      ['url-redirect-uri-invalid'],
    ],
    ['no state', (link: string) => link.replace('&state=s', ''), ['url-tesla-parameter-missing']],
    [
      'a permission of Smartcar',
      (link: string) => link.replace('openid', 'openid%20read_vin'),
      ['url-tesla-scope-unknown'],
    ],
    ['no offline_access', (link: string) => link.replace('%20offline_access', ''), ['url-tesla-no-refresh-token']],
    ['no location', (link: string) => link.replace('%20vehicle_location', ''), ['url-tesla-location']],
    [
      'the earlier consent',
      (link: string) => link.replace('&prompt_missing_scopes=true', ''),
      ['url-tesla-consent-reused'],
    ],
    ['an unset client', (link: string) => link.replace(id, 'undefined'), ['url-unset-value']],
  ])('%s', (_, change, expected) => {
    expect(of(change)).toEqual(expected);
  });

  it('names the check of the hosted key', () => {
    const { findings, next } = lint('https://tesla.com/_ak/key.example.com');
    expect(findings.map(({ kind }) => kind)).toEqual(nothingMore);
    expect(next[0]?.command).toBe('connect-cli virtual-key check key.example.com');
  });

  it('names it for the address of the key as well', () => {
    const { findings, next } = lint('https://key.example.com/.well-known/appspecific/com.tesla.3p.public-key.pem');
    expect(findings.map(({ title }) => title)).toEqual([
      'This is the address at which Tesla fetches the public key of key.example.com.',
    ]);
    expect(next.map(({ command }) => command)).toEqual(['connect-cli virtual-key check key.example.com']);
  });

  it.each([
    ['https://tesla.com/_ak/', ['url-virtual-key-domain']],
    ['https://tesla.com/_ak/{{domain}}', ['url-placeholder', 'url-virtual-key-domain']],
    ['https://tesla.com/_ak/key.example.com?vin=5YJ3E1EA7KF317000', nothingMore],
    ['https://tesla.com/_ak/key.example.com?id=4', ['url-virtual-key-parameters', 'url-not-connect']],
    [
      'https://tesla.com/_ak/key.example.com?callback=undefined',
      ['url-unset-value', 'url-virtual-key-parameters', 'url-not-connect'],
    ],
    ['https://auth.tesla.com/user/revoke/consent?back_url=x', ['url-tesla-parameter-missing', 'url-not-connect']],
  ])('%s', (link, expected) => {
    expect(kinds(link)).toEqual(expected);
  });
});

describe('values that stand for nothing', () => {
  const link = (name: string, value: string) => {
    const url = new URL(
      `https://connect.smartcar.com/oauth/authorize?response_type=code&application_id=${id}&redirect_uri=https%3A%2F%2Fexample.com%2Fhome&state=s&scope=read_vin`,
    );
    url.searchParams.set(name, value);
    return url.href;
  };
  const judged = ['application_id', 'redirect_uri', 'scope', 'make', 'mode', 'approval_prompt', 'single_select'];
  const passed = ['state', 'external_id'];
  const unset = ['undefined', 'null', 'None', 'nil', 'NaN', '[object Object]', '<nil>'];
  const templates = [
    '${VALUE}',
    '{{value}}',
    '#{value}',
    '<value>',
    '$VALUE',
    '%VALUE%',
    'YOUR_VALUE',
    'your-value',
    'process.env.VALUE',
    'xxxx',
    '[VALUE]',
    '__VALUE__',
    '@string/value',
    'BuildConfig.VALUE',
    '%s',
    'CLIENT_ID',
    '<?= $value ?>',
    ':client_id',
    '%!s(MISSING)',
    '00000000-0000-0000-0000-000000000000',
  ];

  it.each(judged.flatMap((name) => unset.map((word) => [name, word] as const)))('%s=%s is one error', (name, word) => {
    expect(kinds(link(name, word))).toEqual(['url-unset-value']);
  });

  it.each(judged.flatMap((name) => templates.map((word) => [name, word] as const)))(
    '%s=%s is one error',
    (name, word) => {
      expect(kinds(link(name, word))).toEqual(['url-placeholder']);
    },
  );

  it.each(passed.flatMap((name) => [...unset, ...templates].map((word) => [name, word] as const)))(
    '%s=%s is a warning: Connect hands it back',
    (name, word) => {
      expect(kinds(link(name, word)).filter((kind) => kind !== 'url-user-deprecated')).toEqual([
        'url-passed-through-placeholder',
      ]);
    },
  );

  it.each([
    ['response_type', 'none'],
    ['redirect_uri', 'https://example.com/cb?next=%2Fhome'],
    ['redirect_uri', 'https://yourcar.example.com/cb'],
    ['state', '100%25'],
    ['state', 'a%20b'],
    ['external_id', 'nullarbor'],
  ])('%s=%s is a value', (name, value) => {
    expect(kinds(link(name, value)).filter((kind) => /unset|placeholder|twice/.test(kind))).toEqual([]);
  });

  it('takes a sample for what it is, but not in a sandbox', () => {
    const sample = link('application_id', '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07');
    expect(kinds(sample)).toEqual(['url-sample-value']);
    expect(kinds(sample.replace('https://connect.smartcar.com', 'http://localhost:4010'))).not.toContain(
      'url-sample-value',
    );
  });

  it('leaves &amp; in an attribute of HTML alone', () => {
    const href = `<a href="${link('state', 's').replaceAll('&', '&amp;')}">connect</a>`;
    expect(kinds(href)).toEqual([]);
  });
});
