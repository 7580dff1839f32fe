import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemDisk, type Disk } from '../../../src/io/credentials/disk.ts';
import { withLock, type LockSurroundings } from '../../../src/io/credentials/lock.ts';
import { systemRandom } from '../../../src/io/random.ts';

let directory: string;
let lock: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'connect-cli-lock-'));
  lock = join(directory, 'entry.lock');
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(directory, { recursive: true, force: true });
});

/** Each stands for a process of its own: only these ids are alive. */
const alive = new Set([1, 2]);
const nothing = (): void => {};

function surroundings(
  pid: number,
  parts: { disk?: Partial<Disk>; sleep?: () => Promise<void>; now?: () => number } = {},
): LockSurroundings {
  return {
    disk: { ...systemDisk, ...parts.disk },
    clock: { now: parts.now ?? Date.now, sleep: parts.sleep ?? (() => Promise.resolve()) },
    random: systemRandom,
    pid,
    isAlive: (other) => alive.has(other),
  };
}

/** A promise that is settled from outside. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = nothing;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}

const dead = () => writeFile(lock, JSON.stringify({ pid: 99, host: hostname(), token: 'dead' }));

describe('a lock whose holder died', () => {
  it('is taken over at once', async () => {
    await dead();
    expect(await withLock(lock, surroundings(1), async () => 'mine')).toBe('mine');
    expect(await readdir(directory)).toEqual([]);
  });

  it('is not cleared away again by one who saw it dead and came late', async () => {
    await dead();
    const [lateMayGoOn, firstIsDone, lateHasWaited] = [gate(), gate(), gate()];
    let held = false;
    // The second process stops between seeing the dead holder and clearing it away.
    const hold = async (path: string): Promise<void> => {
      if (held || (path !== lock && !path.endsWith('.breaker'))) return;
      held = true;
      await lateMayGoOn.opened;
    };
    const late = surroundings(2, {
      disk: {
        link: async (from, to) => {
          if (to !== lock) await hold(to);
          return systemDisk.link(from, to);
        },
        remove: async (path) => {
          await hold(path);
          return systemDisk.remove(path);
        },
      },
      sleep: async () => {
        lateHasWaited.open();
        await firstIsDone.opened;
      },
    });
    const inside: number[] = [];
    const second = withLock(lock, late, async () => {
      inside.push(2);
      lateHasWaited.open();
    });
    await vi.waitFor(() => expect(held).toBe(true));
    await withLock(lock, surroundings(1), async () => {
      inside.push(1);
      lateMayGoOn.open();
      await lateHasWaited.opened;
      expect(inside).toEqual([1]);
      expect(JSON.parse(await readFile(lock, 'utf8'))).toMatchObject({ pid: 1 });
    });
    firstIsDone.open();
    await second;
    expect(inside).toEqual([1, 2]);
  });

  it('is taken over also if the one who was to clear it died in between', async () => {
    await dead();
    await writeFile(`${lock}.breaker`, JSON.stringify({ pid: 98, host: hostname(), token: 'dead too' }));
    expect(await withLock(lock, surroundings(1), async () => 'mine')).toBe('mine');
    expect(await readdir(directory)).toEqual([]);
  });

  it('is waited for while its content is not whole yet', async () => {
    await writeFile(lock, '{"pid":');
    const seen = gate();
    const waiting = withLock(
      lock,
      surroundings(1, { sleep: async () => (seen.open(), rm(lock, { force: true })) }),
      async () => 'mine',
    );
    await seen.opened;
    expect(await waiting).toBe('mine');
  });
});

describe('a lock that is held', () => {
  it('is given up on after a while, naming the file', async () => {
    await writeFile(lock, JSON.stringify({ pid: 2, host: hostname(), token: 'busy' }));
    let now = Date.now();
    const patient = surroundings(1, {
      now: () => now,
      sleep: async () => {
        now += 10_000;
        // Its holder shows that it lives.
        await systemDisk.touch(lock, now);
      },
    });
    await expect(withLock(lock, patient, async () => 'never')).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: `The lock "${lock}" was held for more than 90 s.`,
    });
    expect(await readdir(directory)).toEqual(['entry.lock']);
  });

  it('shows every two seconds that its holder lives', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const touched: string[] = [];
    const disk: Partial<Disk> = { touch: async (path) => void touched.push(path) };
    await withLock(lock, surroundings(1, { disk }), async () => {
      vi.advanceTimersByTime(6_000);
    });
    vi.advanceTimersByTime(6_000);
    expect(touched).toEqual([lock, lock, lock]);
  });

  it('is not given back by one who lost it while it slept', async () => {
    const other = JSON.stringify({ pid: 2, host: hostname(), token: 'other' });
    await withLock(lock, surroundings(1), () => writeFile(lock, other));
    expect(await readFile(lock, 'utf8')).toBe(other);
  });
});
