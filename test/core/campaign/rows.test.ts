import { describe, expect, it } from 'vitest';
import { readAuditedRow } from '../../../src/core/campaign/audited-row.ts';
import { campaignKindOf } from '../../../src/core/campaign/kinds.ts';
import { mergeOwners } from '../../../src/core/campaign/owner.ts';
import { createLinkReader, joinFacts } from '../../../src/core/campaign/row-links.ts';
import { csvLine, csvValue } from '../../../src/core/text/csv.ts';

describe('a row of an audit', () => {
  it('is read from JSON and from CSV alike', () => {
    const row = {
      verdict: 'missing-boxes',
      userId: 'u1',
      externalId: null,
      vehicleId: 'v1',
      connectionId: null,
      missingBoxes: ['Vehicle Location', 'Vehicle Commands'],
      link: 'https://example.com',
      language: null,
    };
    expect(readAuditedRow({ ...row, line: 3, missing: [] })).toEqual(row);
    const csv = {
      ...row,
      missingBoxes: 'Vehicle Location;Vehicle Commands',
      externalId: '',
      connectionId: '',
      language: '',
    };
    expect(readAuditedRow(csv)).toEqual(row);
  });

  it.each([
    [{}, 'it has no audit verdict'],
    [{ verdict: 'broken' }, 'it has no audit verdict'],
    [{ verdict: 'fine', userId: 'a\nb' }, 'its userId has invisible characters'],
    [{ verdict: 'fine', externalId: 'a\u202eb' }, 'its externalId has invisible characters'],
    [{ verdict: 'fine', vehicleId: 'a\ud800' }, 'its vehicleId has invisible characters'],
    [{ verdict: 'fine', userId: 'x'.repeat(257) }, 'its userId has more than 256 characters'],
  ])('is set aside: %j', (value, reason) => {
    expect(readAuditedRow(value)).toBe(reason);
  });

  it.each([
    ['revoked', [], 'reconnect'],
    ['migrate', [], 'reconnect'],
    ['missing-boxes', ['Vehicle Location'], 'revoke'],
    ['missing-boxes', [], 'tick-boxes'],
    ['key-needed', [], 'add-key'],
    ['unknown', [], null],
    ['fine', [], null],
  ] as const)('%s with %j asks for %s', (verdict, boxes, kind) => {
    expect(campaignKindOf(verdict, boxes)).toBe(kind);
  });

  it('of the same owner becomes one, for what comes first', () => {
    const owner = { userId: 'u1', externalId: null, language: null, missingBoxes: [], vehicleIds: ['v1'] };
    const merged = mergeOwners(
      { ...owner, kind: 'add-key' },
      { ...owner, kind: 'revoke', language: 'de', missingBoxes: ['Vehicle Location'], vehicleIds: ['v1', 'v2'] },
    );
    expect(merged).toEqual({
      ...owner,
      kind: 'revoke',
      language: 'de',
      missingBoxes: ['Vehicle Location'],
      vehicleIds: ['v1', 'v2'],
    });
  });
});

const origin = 'https://connect.smartcar.com';
const connect = `${origin}/oauth/authorize?response_type=code&application_id=a1&redirect_uri=https%3A%2F%2Fexample.com%2Fcb&scope=read_vin`;
const revoke = `${origin}/oauth/reauthenticate?response_type=none&make=TESLA&revoke_access=true&client_id=a1&scope=read_vin`;

describe('the links of rows', () => {
  const reader = (applicationId?: string) => createLinkReader({ origin, keyDomain: 'smartcar.com', applicationId });

  it('tell what links are made of', () => {
    const links = reader();
    expect(links.read('migrate', connect)).toBeUndefined();
    expect(links.read('missing-boxes', revoke)).toBeUndefined();
    expect(links.read('key-needed', 'https://www.tesla.com/_ak/smartcar.com')).toBeUndefined();
    const asked = [{ name: 'read_vin', required: false }];
    expect(links.facts()).toEqual({ identity: { applicationId: 'a1' }, asked, redirectUri: 'https://example.com/cb' });
  });

  it.each([
    [
      'migrate',
      'https://evil.example/oauth/authorize?application_id=a1&scope=read_vin',
      `its link does not lead to ${origin}`,
    ],
    ['migrate', 'https://connect.smartcar.com@evil.example/oauth/authorize', `its link does not lead to ${origin}`],
    ['migrate', revoke, 'its link does not lead to /oauth/authorize'],
    ['migrate', 'javascript:alert(1)', `its link does not lead to ${origin}`],
    ['migrate', '=HYPERLINK("x")', 'its link is not an address'],
    ['migrate', `${origin}/oauth/authorize?scope=read_vin`, 'its link names no application'],
    [
      'migrate',
      `${origin}/oauth/authorize?client_id=a1&scope=%3Cscript%3E`,
      'its link asks for something that is not a permission',
    ],
    [
      'key-needed',
      'https://www.tesla.com/_ak/evil.example',
      'its link asks for the key of a domain other than smartcar.com',
    ],
    ['key-needed', 'https://tesla.com.evil.example/_ak/smartcar.com', 'its link is not a virtual key link'],
    ['key-needed', 'http://www.tesla.com/_ak/smartcar.com', 'its link is not a virtual key link'],
  ] as const)('of %s are refused: %s', (verdict, link, reason) => {
    expect(reader().read(verdict, link)).toBe(reason);
  });

  it('are those of one application, for one set of permissions', () => {
    expect(reader('other').read('migrate', connect)).toBe('its link is for another application');
    const links = reader();
    expect(links.read('migrate', connect)).toBeUndefined();
    expect(links.read('revoked', connect.replace('cb', 'x'))).toBe('its link differs from that of the rows before it');
    expect(links.read('missing-boxes', revoke.replace('a1', 'b2'))).toBe('its link is for another application');
    expect(links.read('missing-boxes', revoke.replace('vin', 'fuel'))).toBe('its link asks for other permissions');
  });

  it('count before the settings, which may name the same id better', () => {
    const settings = { identity: { applicationId: 'a1' }, redirectUri: 'https://example.com/set', asked: undefined };
    const asked = [{ name: 'read_vin', required: false }];
    expect(joinFacts(settings, { identity: { clientId: 'a1' }, asked })).toEqual({ ...settings, asked });
    expect(joinFacts(settings, { identity: { clientId: 'b2' } }).identity).toEqual({ clientId: 'b2' });
    expect(joinFacts(settings, { redirectUri: 'https://example.com/row' }).redirectUri).toBe('https://example.com/row');
  });
});

describe('a cell that a spreadsheet would run', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1'])('%j is made text, and read back', (cell) => {
    const line = csvLine([cell]);
    expect(line.replace(/^"/, '')[0]).toBe("'");
    expect(csvValue(`'${cell}`)).toBe(cell);
  });

  it('stays as it is otherwise', () => {
    expect(csvLine(['a', "it's", '1=1', 'a"b', 'a,b', ''])).toBe('a,it\'s,1=1,"a""b","a,b",\n');
    expect(csvValue("'quoted'")).toBe("'quoted'");
  });
});
