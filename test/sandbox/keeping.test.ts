import http from 'node:http';
import { describe, expect, it } from 'vitest';
import { createSandbox } from '../../src/sandbox/library.ts';
import { readLog } from '../../src/sandbox/state/log.ts';
import { findRun } from '../../src/sandbox/state/runs.ts';
import type { Connection } from '../../src/sandbox/state/state.ts';
import { serveSandbox } from '../../src/sandbox/http/serve.ts';
import { connectLink, redirectUri, selectAll, setStage, type Stage } from './visitor.ts';

function exchange(stage: Stage, value: string) {
  const { clientSecret } = stage.core.application();
  return stage.post(
    '/oauth/token',
    { grant_type: 'authorization_code', code: value, redirect_uri: redirectUri },
    { authorization: `Basic ${btoa(`${stage.applicationId}:${clientSecret}`)}` },
  );
}

function playAutomatically(stage: Stage): () => string {
  stage.core.state.settings.owner = { rounds: [selectAll], untick: [] };
  const link = connectLink(stage, { scope: 'read_vin' });
  return () => new URL(stage.get(link).headers['location'] ?? '').searchParams.get('code') ?? '';
}

describe('what a sandbox keeps under load', () => {
  it('every token until it expires, however many others are minted', () => {
    const stage = setStage();
    const authorize = playAutomatically(stage);
    const mint = () => JSON.parse(exchange(stage, authorize()).body).access_token;
    const first = mint();
    const status = (token: string) => stage.get('/v2.0/user', { authorization: `Bearer ${token}` }).status;
    const latest = Array.from({ length: 3000 }, mint).at(-1);
    expect([first, latest].map(status)).toEqual([200, 200]);
    stage.advance(2 * 3_600_000);
    expect([first, latest, mint()].map(status)).toEqual([401, 401, 200]);
    expect([stage.core.state.accessTokens.rows.size, stage.core.state.refreshTokens.rows.size]).toEqual([1, 3002]);
  });

  it('no code that was used; it is refused like one that never was', () => {
    const stage = setStage();
    const code = playAutomatically(stage)();
    expect(exchange(stage, code).status).toBe(200);
    expect(stage.core.state.codes.rows.size).toBe(0);
    expect(JSON.parse(exchange(stage, code).body)).toEqual({
      error: 'invalid_grant',
      error_description: `Invalid code: ${code}.`,
    });
  });

  it('finished runs only as long as it must, open ones however many pages others open', () => {
    const stage = setStage();
    const open = stage.get(connectLink(stage, { scope: 'read_vin' })).headers['location'] ?? '';
    const authorize = playAutomatically(stage);
    for (let count = 0; count < 1000; count += 1) authorize();
    expect(stage.get(open).headers['x-sandbox-page']).toBe('preamble');
  });

  it('an open run, however many others came to their end on pages', () => {
    const stage = setStage();
    const open = stage.get(connectLink(stage, { scope: 'read_vin' })).headers['location'] ?? '';
    for (let count = 0; count < 2100; count += 1) {
      stage.get(connectLink(stage, { scope: 'read_vin' }));
      const newest = [...stage.core.state.sessions.values()].at(-1);
      if (newest !== undefined) newest.outcome = 'gave-up';
    }
    expect(stage.get(open).headers['x-sandbox-page']).toBe('preamble');
    expect(stage.core.state.sessions.size).toBeLessThanOrEqual(251);
  });

  it('two thousand open runs and no more', () => {
    const stage = setStage();
    for (let count = 0; count < 2100; count += 1) stage.get(connectLink(stage, { scope: 'read_vin' }));
    expect(stage.core.state.sessions.size).toBeGreaterThanOrEqual(2000);
    expect(stage.core.state.sessions.size).toBeLessThanOrEqual(2050);
  });

  it('which run is the newest, played or walked, although all began in one millisecond', () => {
    const stage = setStage();
    const authorize = playAutomatically(stage);
    authorize();
    delete stage.core.state.settings.owner;
    stage.get(connectLink(stage, { scope: 'read_vin', state: 'walked' }));
    expect(findRun(stage.core.state)?.state).toBe('walked');
    stage.core.state.settings.owner = { rounds: [selectAll], untick: [] };
    stage.get(connectLink(stage, { scope: 'read_vin', state: 'played' }));
    expect(findRun(stage.core.state)?.state).toBe('played');
    expect(findRun(stage.core.state, 'walked')?.outcome).toBe('open');
  });

  it('the newest three hundred requests in their order', () => {
    const stage = setStage();
    for (let count = 1; count <= 701; count += 1) stage.get(`/v2.0/request/${count}`);
    const numbers = readLog(stage.core.state, 0, 1000).map(({ path, sequence }) => [path, sequence]);
    expect(numbers).toEqual(
      Array.from({ length: 300 }, (_value, index) => [`/v2.0/request/${402 + index}`, 402 + index]),
    );
    expect(readLog(stage.core.state, 699).map(({ sequence }) => sequence)).toEqual([700, 701]);
  });

  it('a connection that is renewed keeps its id, its place and the day of its first consent', () => {
    const stage = setStage();
    playAutomatically(stage)();
    const stays = ({ id, sequence, connectedAt }: Connection) => ({ id, sequence, connectedAt });
    const before = [...stage.core.state.connections.values()].map(stays);
    stage.advance(60_000);
    playAutomatically(stage)();
    const after = [...stage.core.state.connections.values()];
    expect(after.map(stays)).toEqual(before);
    expect(after.map(({ consentedAt }) => consentedAt)).toEqual(after.map(() => stage.core.state.now()));
  });
});

describe('the socket', () => {
  it('answers many at once, each its own', async () => {
    const server = await serveSandbox(({ path }) => ({ status: 200, headers: {}, body: `für ${path}` }));
    const ask = (path: string) => fetch(`${server.url}${path}`).then((answer) => answer.text());
    const paths = Array.from({ length: 50 }, (_value, index) => `/${index}`);
    expect(await Promise.all(paths.map(ask))).toEqual(paths.map((path) => `für ${path}`));
    await server.close();
  });

  it('goes on when a client leaves before its answer', async () => {
    const sandbox = await createSandbox({ port: 0 });
    await new Promise<void>((resolve) => {
      const request = http.get(`${sandbox.url}/v2.0/user`);
      request.on('error', () => resolve());
      request.on('socket', (socket) => socket.once('connect', () => socket.destroy()));
    });
    expect((await fetch(`${sandbox.url}/v2.0/user`)).status).toBe(401);
    await sandbox.close();
  });
});
