import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { CallbackPage } from '../../../src/io/context.ts';
import { state, trueCode, trueQuery, noAbort, waitForCallback } from '../../support/loopback.ts';
import { get, openSocket } from '../../support/raw-http.ts';

const page: CallbackPage = { tone: 'success', title: 'All granted', paragraphs: ['Four of four.'] };
/** What a browser sends along when a person is at it. */
const browser = {
  Accept: 'text/html,application/xhtml+xml',
  'Sec-Fetch-Mode': 'navigate',
  'Sec-Fetch-Dest': 'document',
};

describe('the first accepted answer', () => {
  it('seed 152: is handed over with its whole query and leads to a clean address', async () => {
    const { loopback, port } = await waitForCallback();
    const arrival = loopback.callback(noAbort);
    const query = `${trueQuery}&virtual_key_url=https%3A%2F%2Fwww.tesla.com%2F_ak%2Fsmartcar.com`;
    const response = await get(port, `/exchange?${query}`);
    expect([response.status, response.headers.get('location')]).toEqual([303, '/outcome']);
    expect(await arrival).toMatchObject({
      code: trueCode,
      state,
      virtualKeyUrl: 'https://www.tesla.com/_ak/smartcar.com',
    });
  });

  it('wins once: later ones are answered 409 and change nothing', async () => {
    const { loopback, port } = await waitForCallback();
    await get(port, `/exchange?${trueQuery}`);
    expect((await get(port, `/exchange?${trueQuery}`)).status).toBe(409);
    expect((await get(port, `/exchange?error=access_denied&${trueQuery}`)).status).toBe(409);
    expect((await get(port, '/exchange?code=x&state=wrong')).status).toBe(400);
    expect(await loopback.callback(noAbort)).toMatchObject({ code: trueCode, state });
    expect(Object.fromEntries(loopback.rejected())).toEqual({ repeated: 2, 'other-state': 1 });
  });

  it('is there for whoever asks later', async () => {
    const { loopback, port } = await waitForCallback();
    await get(port, `/exchange?${trueQuery}`);
    expect(await loopback.callback(noAbort)).toMatchObject({ code: trueCode, state });
  });

  it('is given up with the reason of the signal', async () => {
    const { loopback } = await waitForCallback();
    const controller = new AbortController();
    const arrival = loopback.callback(controller.signal);
    controller.abort(new Error('five minutes are over'));
    await expect(arrival).rejects.toThrow('five minutes are over');
    await expect(loopback.callback(controller.signal)).rejects.toThrow('five minutes are over');
  });
});

describe('the outcome', () => {
  it('is held back until it is known, then told to all who wait', async () => {
    const { loopback, port } = await waitForCallback();
    await get(port, `/exchange?${trueQuery}`);
    const waiting = [get(port, '/outcome/final', browser), get(port, '/outcome/final', browser)];
    const early = await get(port, '/outcome', browser);
    expect(early.body).toContain('Checking what was granted');
    expect(early.body).toContain('<meta http-equiv="refresh" content="0;url=/outcome/final">');
    await loopback.finish(page);
    for (const response of await Promise.all(waiting)) {
      expect(response.status).toBe(200);
      expect(response.body).toContain('All granted');
    }
  });

  it('waits for the browser that was sent on and is about to ask', async () => {
    const { loopback, port } = await waitForCallback();
    await get(port, `/exchange?${trueQuery}`, browser);
    const stopped = loopback.finish(page).then(() => loopback.close());
    expect((await get(port, '/outcome', browser)).body).toContain('All granted');
    await stopped;
  });

  it('does not wait for a program that takes the redirect as the end', async () => {
    const { loopback, port } = await waitForCallback();
    await get(port, `/exchange?${trueQuery}`);
    const started = process.hrtime.bigint();
    await loopback.finish(page);
    // The wait for a browser is 1500 ms; half of it tells the two apart on a busy machine.
    expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(750);
  });

  it('may be told though nobody came', async () => {
    const { loopback } = await waitForCallback();
    await loopback.finish(page);
    await loopback.close();
    expect(loopback.rejected().size).toBe(0);
  });

  it('does not keep more than a few tabs waiting', async () => {
    const { loopback, port } = await waitForCallback();
    await get(port, `/exchange?${trueQuery}`);
    const answers = Array.from({ length: 40 }, () => get(port, '/outcome/final'));
    const turnedBack = await new Promise<string[]>((resolve) => {
      const early: string[] = [];
      for (const answer of answers) void answer.then(({ body }) => early.push(body) === 8 && resolve([...early]));
    });
    expect(turnedBack.every((body) => body.includes('Checking what was granted'))).toBe(true);
    await loopback.finish(page);
    const bodies = (await Promise.all(answers)).map(({ body }) => body);
    expect(bodies.filter((body) => body.includes('All granted'))).toHaveLength(32);
  });
});

describe('close', () => {
  it('does not wait for sockets that browsers keep open', async () => {
    const { loopback, port } = await waitForCallback();
    const idle = await Promise.all(Array.from({ length: 50 }, () => openSocket(port)));
    const kept = await openSocket(port);
    kept.write(`GET /favicon.ico HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`);
    await once(kept, 'data');
    const ends = [...idle, kept].map((socket) => once(socket.resume(), 'close'));
    await get(port, `/exchange?${trueQuery}`);
    await loopback.finish(page);
    expect(idle.every((socket) => !socket.destroyed)).toBe(true);
    await loopback.close();
    await Promise.all(ends);
  });

  it('may be called twice, and before anything came', async () => {
    const { loopback } = await waitForCallback();
    await Promise.all([loopback.close(), loopback.close()]);
    await expect(loopback.close()).resolves.toBeUndefined();
  });
});
