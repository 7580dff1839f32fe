import { expect, it } from 'vitest';
import { systemClock } from '../../src/io/clock.ts';
import { deferMethods } from '../../src/io/deferred.ts';
import { systemRandom } from '../../src/io/random.ts';

it('sleep ends with the reason of the signal, before and while it sleeps', async () => {
  const controller = new AbortController();
  const sleeping = systemClock.sleep(60_000, controller.signal);
  controller.abort(new Error('woken'));
  await expect(sleeping).rejects.toThrow('woken');
  await expect(systemClock.sleep(60_000, controller.signal)).rejects.toThrow('woken');
  await systemClock.sleep(1);
});

it('a token is 256 bits as base64url, and no two are the same', () => {
  const tokens = Array.from({ length: 100 }, () => systemRandom.token());
  for (const token of tokens) expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(new Set(tokens).size).toBe(100);
  expect(systemRandom.uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

it('deferred methods load their object once, with the first call', async () => {
  let loads = 0;
  class Counter {
    #count = 0;
    async add(by: number): Promise<number> {
      return (this.#count += by);
    }
  }
  const deferred = deferMethods<Counter, 'add'>(async () => {
    loads += 1;
    return new Counter();
  }, ['add']);
  expect(loads).toBe(0);
  expect([await deferred.add(2), await deferred.add(3), loads]).toEqual([2, 5, 1]);
});
