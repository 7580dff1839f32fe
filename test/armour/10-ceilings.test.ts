import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Context } from '../../src/io/context.ts';
import { createSmartcarClient } from '../../src/io/smartcar-api/api.ts';
import { useProgram } from '../support/program.ts';
import { memoryStore, rehearsal } from '../support/rehearsal.ts';
import { runCli } from '../support/run.ts';
import { steppingClock } from '../support/scripted-http.ts';

/**
 * What `--limit` does to every list: `test/commands/limits.test.ts`. How an audit of any size keeps its memory, and the
 * sandbox over a million requests: `bench/audit-live.mjs` and `bench/sandbox.mjs`.
 */

const v3 = { SMARTCAR_API_CLIENT_ID: 'client_01H', SMARTCAR_API_CLIENT_SECRET: 'secret-of-the-api-client' };
const v2 = { SMARTCAR_APP_MANAGEMENT_TOKEN: 'token-of-the-management-api' };
const pageSize = 100;

/** A hundred connections of v3: those of that page, which nobody has seen before. */
function pageOf(page: number): object {
  const data = Array.from({ length: pageSize }, (_, index) => {
    const name = `${page}-${index}`;
    return {
      id: `connection-${name}`,
      type: 'connection',
      attributes: { permissions: ['read_vin'], vehicle: { make: 'TESLA', model: 'Model 3', year: 2022, mode: 'live' } },
      relationships: { user: { data: { id: `user-${name}` } }, vehicle: { data: { id: `vehicle-${name}` } } },
    };
  });
  return { data, links: { next: `page ${page + 1}` } };
}

/** A million vehicles of one user, page after page, as the management API of v2 tells them. */
function managementPage(cursor: number): object {
  const connections = Array.from({ length: pageSize }, (_, index) => ({
    userId: 'one-user',
    vehicleId: `vehicle-${(cursor * pageSize + index) % 30_000}`,
  }));
  return { connections, paging: { cursor: cursor < 900 ? `${cursor + 1}` : null } };
}

/** An API whose list of v3 has no end, or no row, and how many pages of it were asked for. */
function endlessApi(v3Page: (page: number) => object = pageOf): { readonly http: Context['http']; pages(): number } {
  let asked = 0;
  return {
    pages: () => asked,
    http: async ({ url }) => {
      const { pathname, searchParams } = new URL(url);
      const json = (body: object) => ({
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (pathname.endsWith('/token')) return json({ access_token: 'a-token', token_type: 'Bearer', expires_in: 3600 });
      asked += 1;
      return json(
        pathname.startsWith('/v3')
          ? v3Page(Number(searchParams.get('page[number]')))
          : managementPage(Number(searchParams.get('cursor') ?? 0)),
      );
    },
  };
}

async function list(
  argv: readonly string[],
  { http, pages } = endlessApi(),
  env: Readonly<Record<string, string>> = v3,
) {
  const clock = steppingClock(Date.UTC(2026, 6, 1));
  const given = rehearsal({
    clock,
    http,
    smartcar: createSmartcarClient({ http, clock }),
    env,
    credentials: memoryStore(),
  });
  const result = await runCli([...argv, '--json'], given);
  expect(result.exitCode, result.stderr).toBe(0);
  return { document: result.json<Record<string, readonly unknown[]>>(), pages: pages() };
}

const instead = '`connect-cli audit` judges all of them, however many there are.';

describe('10. Ceilings', () => {
  it.each([
    ['vehicles', 'vehicles'],
    ['permissions', 'vehicles'],
    ['user', 'users'],
    ['migration-status', 'vehicles'],
    ['migrate plan', 'users'],
  ])(
    '%s of a fleet without end holds 50,000, says so, and reads no page behind them',
    async (command, field) => {
      for (const limit of ['all', '123456789']) {
        const { document, pages } = await list([...command.split(' '), '--api', 'v3', '--limit', limit]);
        expect(document[field]).toHaveLength(50_000);
        expect(document['warnings']).toContain(
          `There are more than 50,000 connections: these are the first. One list cannot hold more. ${instead}`,
        );
        expect(pages).toBe(501);
      }
    },
    60_000,
  );

  it('--limit and none at all are far below it', async () => {
    expect(await list(['vehicles', '--api', 'v3', '--limit', '250'])).toMatchObject({ pages: 3 });
    const { document, pages } = await list(['vehicles', '--api', 'v3']);
    expect([document['vehicles']?.length, pages]).toEqual([1000, 11]);
  });

  it('one user with ninety thousand rows is put together in time that grows with them', async () => {
    const { document } = await list(
      ['migrate', 'plan', '--limit', 'all'],
      endlessApi(() => ({ data: [] })),
      { ...v3, ...v2 },
    );
    expect(document['users']).toMatchObject([{ userId: 'one-user' }]);
    const [{ vehicles = [] } = {}] = document['users'] as readonly { vehicles?: readonly unknown[] }[];
    expect(vehicles).toHaveLength(30_000);
  }, 20_000);
});

describe('10. Ceilings: the program as a process', () => {
  const program = useProgram();

  it('lists all that a list holds within a small heap', async () => {
    const { http } = endlessApi();
    const server = createServer((request, response) => {
      request.resume();
      void http({ method: 'GET', url: `http://localhost${request.url ?? ''}`, headers: {} }).then(({ body }) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const env = {
      ...v3,
      SMARTCAR_IAM_ORIGIN: origin,
      SMARTCAR_VEHICLE_API_ORIGIN: origin,
      NODE_OPTIONS: '--max-old-space-size=256',
    };
    for (const form of [[], ['--json']]) {
      const ended = await program.run(['vehicles', '--api', 'v3', '--limit', 'all', ...form], env);
      expect(ended.code, ended.stderr.slice(-2_000)).toBe(0);
      expect(ended.stdout.split('vehicle-').length - 1).toBe(50_000);
    }
  }, 120_000);
});
