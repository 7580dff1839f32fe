import { describe, expect, it } from 'vitest';
import { CliError } from '../../../src/core/errors/cli-error.ts';
import { Secret } from '../../../src/core/secret.ts';
import { createSmartcarClient } from '../../../src/io/smartcar-api/api.ts';
import type { AccessTokens, PageWait, SmartcarOrigins } from '../../../src/io/smartcar.ts';
import { json, scriptHttp, steppingClock, type ScriptedAnswer } from '../../support/scripted-http.ts';

const origin = 'https://api.example';
const origins: SmartcarOrigins = {
  connect: origin,
  auth: origin,
  api: origin,
  iam: origin,
  vehicleApi: origin,
  management: origin,
};
const tokens: AccessTokens = { current: async () => new Secret('app-token') };
const page = (count: number, total = count) =>
  json({
    data: Array.from({ length: count }, (_, index) => ({ id: `c${index}` })),
    meta: { pageNumber: 1, pageSize: 100, totalCount: total },
  });
const cut = () =>
  new CliError('NETWORK', '"https://api.example" could not be reached: the connection was cut.', { hint: '' });

function open(answers: readonly ScriptedAnswer[], access: AccessTokens = tokens) {
  const { http, requests } = scriptHttp(answers);
  const clock = steppingClock(1_000_000);
  const waits: PageWait[] = [];
  const api = createSmartcarClient({ http, clock })(origins);
  const options = { onWait: (wait: PageWait) => void waits.push(wait), signal: new AbortController().signal };
  const v3 = api.v3Pages(access, options);
  const v2 = api.managementPages(new Secret('amt'), options);
  return { v3, v2, requests, clock, waits };
}

describe('a page of v3', () => {
  it('is asked for by number and at its largest size', async () => {
    const { v3, requests } = open([page(2, 250), page(2, 250)]);
    expect(await v3.readPage()).toEqual({ rows: [{ id: 'c0' }, { id: 'c1' }], total: 250, size: 100, next: 2 });
    expect((await v3.readPage(3)).next).toBeUndefined();
    expect(requests.map(({ url }) => decodeURIComponent(url))).toEqual([
      'https://api.example/v3/connections?page[number]=1&page[size]=100',
      'https://api.example/v3/connections?page[number]=3&page[size]=100',
    ]);
    expect(requests[0]?.headers).toEqual({ accept: 'application/json', authorization: 'Bearer app-token' });
  });

  it.each([
    ['links.next', { data: [{}], links: { next: 'https://api.example/x' }, meta: { totalCount: 1 } }, 2],
    ['no links.next', { data: [{}], links: { next: null }, meta: { totalCount: 900 } }, undefined],
    ['the count and the size of the server', { data: [{}], meta: { totalCount: 11, pageSize: 10 } }, 2],
    ['the count alone, until a page is empty', { data: [{}], meta: { totalCount: 2 } }, 2],
    ['a link that is an object', { data: [{}], links: { next: { href: '/v3/connections?page=2' } } }, 2],
    ['a page that is not full', { data: [{}] }, undefined],
    ['a page that is not full, beside a count that is none', { data: [{}], meta: { totalCount: 1e300 } }, undefined],
    ['an empty page', { data: [], meta: { totalCount: 900 } }, undefined],
  ])('knows the next one by %s', async (_, body, next) => {
    expect((await open([json(body)]).v3.readPage()).next).toBe(next);
  });

  it('waits as long as retry-after says, however often', async () => {
    const busy = json({}, 429, { 'retry-after': '7' });
    const { v3, clock, waits } = open([...Array.from({ length: 12 }, () => busy), page(1)]);
    expect((await v3.readPage()).rows).toHaveLength(1);
    expect(clock.slept).toEqual(Array.from({ length: 12 }, () => 7000));
    expect(waits[0]).toMatchObject({ milliseconds: 7000, reason: expect.stringContaining('answered with 429') });
  });

  it('holds the other reads back as well', async () => {
    const { v3, requests, clock } = open([json({}, 429, { 'retry-after': '60' }), page(1), page(1)]);
    const [first, second] = await Promise.all([v3.readPage(1), Promise.resolve().then(() => v3.readPage(2))]);
    expect([first.rows.length, second.rows.length, requests.length]).toEqual([1, 1, 3]);
    expect(clock.now()).toBeGreaterThanOrEqual(1_060_000);
  });

  it('tells a wait of hours instead of waiting', async () => {
    const { v3, clock } = open([json({}, 429, { 'retry-after': '3600' })]);
    await expect(v3.readPage()).rejects.toMatchObject({ code: 'API_ERROR', exitCode: 6, hint: 'Try again in 3600 s.' });
    expect(clock.slept).toEqual([]);
  });

  it('backs off from trouble that may pass: statuses, cut answers, answers without a list', async () => {
    const { v3, clock } = open([
      json({}, 502),
      json({}, 503),
      cut(),
      { body: '{"data":[{"id' },
      { body: '<!doctype html>' },
      json({ message: 'fine' }),
      page(1),
    ]);
    expect((await v3.readPage()).rows).toHaveLength(1);
    expect(clock.slept).toEqual([500, 1000, 2000, 4000, 8000, 16_000]);
  });

  it('gives up after eight answers, with status and host', async () => {
    const { v3, requests } = open(Array.from({ length: 8 }, () => json({}, 502)));
    await expect(v3.readPage()).rejects.toMatchObject({
      code: 'API_ERROR',
      exitCode: 6,
      message: expect.stringContaining('https://api.example/v3/connections was answered with 502'),
    });
    expect(requests).toHaveLength(8);
  });

  it('gives up after three attempts while nobody ever answered', async () => {
    const { v3, requests } = open([cut(), cut(), cut()]);
    await expect(v3.readPage()).rejects.toMatchObject({ code: 'NETWORK', exitCode: 6 });
    expect(requests).toHaveLength(3);
  });

  it.each([400, 403, 404, 430])('does not repeat what was refused with %i', async (status) => {
    const { v3, requests } = open([json({ type: 'BILLING', code: 'VEHICLE_LIMIT' }, status)]);
    await expect(v3.readPage()).rejects.toMatchObject({ failure: { status } });
    expect(requests).toHaveLength(1);
  });

  it('replaces a token that was turned down, once', async () => {
    const renewing = { ...tokens, renew: async () => new Secret('fresh-token') };
    const renewed = open([json({}, 401), page(1)], renewing);
    expect((await renewed.v3.readPage()).rows).toHaveLength(1);
    expect(renewed.requests[1]?.headers?.['authorization']).toBe('Bearer fresh-token');
    const refused = open([json({}, 401), json({}, 401)], renewing);
    await expect(refused.v3.readPage()).rejects.toMatchObject({ code: 'CREDENTIALS_REFUSED', exitCode: 4 });
  });
});

describe('a page of v2', () => {
  it('is asked for by cursor, and its rows are of v2', async () => {
    const first = json({ connections: [{ userId: 'u', vehicleId: 'v' }], paging: { cursor: 'next' } });
    const { v2, requests } = open([first, json({ connections: [{ userId: 'u2' }], paging: { cursor: null } })]);
    expect(await v2.readPage()).toEqual({
      rows: [{ userId: 'u', vehicleId: 'v', era: 'v2' }],
      size: 100,
      next: 'next',
    });
    expect((await v2.readPage('next')).next).toBeUndefined();
    expect(requests.map(({ url }) => url)).toEqual([
      'https://api.example/v2.0/management/connections?limit=100',
      'https://api.example/v2.0/management/connections?limit=100&cursor=next',
    ]);
    expect(requests[0]?.headers?.['authorization']).toBe(`Basic ${btoa('default:amt')}`);
  });
});
