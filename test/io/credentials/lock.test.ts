import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemDisk, type Disk } from '../../../src/io/credentials/disk.ts';
import {
  clearDeadLock,
  parseHolder,
  takeLock,
  withLock,
  type LockDependencies,
} from '../../../src/io/credentials/lock.ts';
import { createOwners, type FileOwner } from '../../../src/io/file-owner.ts';
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
): LockDependencies {
  return {
    disk: { ...systemDisk, ...parts.disk },
    clock: { now: parts.now ?? Date.now, sleep: parts.sleep ?? (() => Promise.resolve()) },
    random: systemRandom,
    owners: () =>
      createOwners({
        pid,
        kill: (other) => {
          if (alive.has(other)) return true;
          throw Object.assign(new Error('kill ESRCH'), { code: 'ESRCH' });
        },
        startOf: (other) => String(1000 + other),
        place,
      }),
  };
}

const place = { machine: 'this-machine', boot: 'this-boot', processes: 'pid:[1]' };

/** A lock as the process of that id writes it. */
function held(pid: number, parts: Partial<FileOwner> = {}): string {
  return JSON.stringify({ pid, started: String(1000 + pid), ...place, ...parts, token: `of ${pid}` });
}

/** A promise that is settled from outside. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = nothing;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}

const dead = () => writeFile(lock, held(99));

describe('a lock that is taken at once or not at all', () => {
  it('keeps others out until it is given back, and leaves nothing behind', async () => {
    const release = await takeLock(lock, surroundings(1));
    expect(JSON.parse(await readFile(lock, 'utf8'))).toMatchObject({ pid: 1, started: '1001' });
    expect(await takeLock(lock, surroundings(2))).toBeUndefined();
    expect(await readdir(directory)).toEqual(['entry.lock']);
    await release?.();
    expect(await readdir(directory)).toEqual([]);
    expect(await takeLock(lock, surroundings(2))).toBeTypeOf('function');
  });

  it('is taken over from a holder who died, and from nobody else', async () => {
    await dead();
    expect(await takeLock(lock, surroundings(1))).toBeTypeOf('function');
    await writeFile(lock, 'half');
    expect(await takeLock(lock, surroundings(1))).toBeUndefined();
    expect(await readFile(lock, 'utf8')).toBe('half');
  });

  it('leaves nothing behind where the disk fails', async () => {
    const link = async (): Promise<void> => {
      throw Object.assign(new Error('EIO'), { code: 'EIO' });
    };
    await expect(takeLock(lock, surroundings(1, { disk: { link } }))).rejects.toThrow('EIO');
    expect(await readdir(directory)).toEqual([]);
  });
});

describe('a lock of a newer connect-cli', () => {
  it.each([
    ['whose holder looks dead', JSON.stringify({ version: 2, pid: 99, started: '1', ...place, token: 'of 99' })],
    ['whose holder is written otherwise', JSON.stringify({ version: '2.1', holder: 99 })],
  ])('%s counts as held for as long as it is there', async (_, content) => {
    await writeFile(lock, content);
    let now = 0;
    const patient = surroundings(1, { now: () => now, sleep: async () => void (now += 10_000) });
    await expect(withLock(lock, patient, async () => 'never')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(await takeLock(lock, surroundings(1))).toBeUndefined();
    expect(await clearDeadLock(lock, surroundings(1))).toBe(false);
    expect(await readFile(lock, 'utf8')).toBe(content);
  });
});

describe('a lock whose holder died', () => {
  it('is taken over at once', async () => {
    await dead();
    const pauses: number[] = [];
    const one = surroundings(1, { sleep: async () => void pauses.push(1) });
    expect(await withLock(lock, one, async () => 'mine')).toBe('mine');
    expect(pauses).toHaveLength(1);
    expect(await readdir(directory)).toEqual([]);
  });

  it('is left to the living process that clears it away', async () => {
    await dead();
    await writeFile(`${lock}.breaker`, held(2));
    let now = 0;
    const patient = surroundings(1, { now: () => now, sleep: async () => void (now += 10_000) });
    await expect(withLock(lock, patient, async () => 'never')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(await readFile(lock, 'utf8')).toBe(held(99));
    expect(await readFile(`${lock}.breaker`, 'utf8')).toBe(held(2));
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
      expect(JSON.parse(await readFile(lock, 'utf8'))).toMatchObject({ pid: 1, started: '1001' });
    });
    firstIsDone.open();
    await second;
    expect(inside).toEqual([1, 2]);
  });

  it('is taken over also if the one who was to clear it died in between', async () => {
    await dead();
    await writeFile(`${lock}.breaker`, held(98));
    expect(await withLock(lock, surroundings(1), async () => 'mine')).toBe('mine');
    expect(await readdir(directory)).toEqual([]);
  });

  it.each([
    ['another process has its id today', held(2, { started: '5' })],
    ['the machine was started anew since', held(2, { boot: 'an-earlier-boot' })],
  ])('is taken over when %s', async (_what, content) => {
    await writeFile(lock, content);
    expect(await withLock(lock, surroundings(1), async () => 'mine')).toBe('mine');
  });

  it('is taken over when it stayed half written for twenty seconds of our own clock', async () => {
    await writeFile(lock, '{"pid":');
    let now = 0;
    const waits: number[] = [];
    const waiting = surroundings(1, { now: () => now, sleep: async () => void waits.push((now += 5_000)) });
    expect(await withLock(lock, waiting, async () => 'mine')).toBe('mine');
    expect(waits.length).toBeGreaterThanOrEqual(5);
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
    await writeFile(lock, held(2));
    let now = Date.now();
    const patient = surroundings(1, {
      now: () => now,
      sleep: async () => {
        now += 10_000;
      },
    });
    await expect(withLock(lock, patient, async () => 'never')).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: `The lock "${lock}" was held for more than 90 s.`,
    });
    expect(await readdir(directory)).toEqual(['entry.lock']);
  });

  it.each([
    ['the clock of its file is hours behind', held(2), { old: true }],
    ['its holder runs on another machine, where nobody can look', held(99, { machine: 'another' }), {}],
    ['its holder runs in another container of this machine', held(99, { processes: 'pid:[2]' }), {}],
  ])('stays held when %s', async (_what, content, { old }: { readonly old?: boolean }) => {
    await writeFile(lock, content);
    if (old === true) await utimes(lock, 1, 1);
    let now = 0;
    const patient = surroundings(1, { now: () => now, sleep: async () => void (now += 10_000) });
    await expect(withLock(lock, patient, async () => 'never')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(await readFile(lock, 'utf8')).toBe(content);
  });

  it('is not given back by one who lost it while it slept', async () => {
    const other = held(2);
    await withLock(lock, surroundings(1), () => writeFile(lock, other));
    expect(await readFile(lock, 'utf8')).toBe(other);
  });
});

describe('waiting for a lock', () => {
  /** A disk on which a lock is taken so often, whatever lies there, and which tells the names that were asked for. */
  function busyDisk(times: number): { readonly disk: Partial<Disk>; readonly names: string[] } {
    const names: string[] = [];
    let left = times;
    const link = async (from: string, to: string): Promise<void> => {
      names.push(to);
      if (left-- > 0) throw Object.assign(new Error('link EEXIST'), { code: 'EEXIST' });
      await systemDisk.link(from, to);
    };
    return { disk: { link }, names };
  }

  it.each([
    ['00000000-0000-4000-8000-000000000000', 10],
    ['ffff0000-0000-4000-8000-000000000000', 120],
    ['80000000-0000-4000-8000-000000000000', 65],
  ])('lasts from 10 to 120 ms: %s', async (uuid, pause) => {
    const pauses: number[] = [];
    const one = surroundings(1, { disk: busyDisk(1).disk });
    const clock = { now: () => 0, sleep: async (milliseconds: number) => void pauses.push(Math.round(milliseconds)) };
    await withLock(lock, { ...one, clock, random: { ...systemRandom, uuid: () => uuid } }, async () => {});
    expect(pauses).toEqual([pause]);
  });

  it('goes on for 90 seconds and not one millisecond longer', async () => {
    let now = 0;
    const sleep = async () => void (now += 90_000);
    const { disk } = busyDisk(2);
    expect(await withLock(lock, surroundings(1, { disk, sleep, now: () => now }), async () => now)).toBe(180_000);
    now = 0;
    const longer = async () => void (now += 90_001);
    const again = surroundings(1, { disk: busyDisk(2).disk, sleep: longer, now: () => now });
    await expect(withLock(lock, again, async () => now)).rejects.toMatchObject({
      hint: expect.stringContaining('Look for a connect-cli that hangs') as string,
    });
  });

  it('clears nothing away when the lock went in the meantime, or its holder lives', async () => {
    const gone = busyDisk(1);
    let now = 0;
    await withLock(lock, surroundings(1, { disk: gone.disk, now: () => (now += 30_000) }), async () => {});
    expect(gone.names).toEqual([lock, lock]);
    await writeFile(lock, held(2));
    const alive = busyDisk(0);
    const sleep = () => rm(lock);
    await withLock(lock, surroundings(1, { disk: alive.disk, sleep }), async () => {});
    expect(alive.names).toEqual([lock, lock]);
  });

  it('gives twenty seconds, to the millisecond, to a holder that is not written whole', async () => {
    await writeFile(lock, '{');
    let now = 0;
    const steps = [20_000, 1];
    const seen: string[][] = [];
    const sleep = async (): Promise<void> => {
      seen.push((await readdir(directory)).filter((name) => name === 'entry.lock'));
      now += steps.shift() ?? 0;
    };
    await withLock(lock, surroundings(1, { now: () => now, sleep }), async () => {});
    expect(seen).toEqual([['entry.lock'], ['entry.lock'], []]);
  });
});

describe('a file system', () => {
  const failing = (code: string) => async (): Promise<void> => {
    throw Object.assign(new Error(code), { code });
  };

  it.each(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP'])(
    'without hard links, which says %s, has the lock too',
    async (code) => {
      const files: { path: string; durable: boolean }[] = [];
      const create: Disk['create'] = async (path, content, options) => {
        files.push({ path, ...options });
        await systemDisk.create(path, content, options);
      };
      await writeFile(lock, held(2));
      const holders: string[] = [];
      const sleep = async (): Promise<void> => {
        holders.push(await readFile(lock, 'utf8'));
        await rm(lock);
      };
      const one = surroundings(1, { disk: { link: failing(code), create }, sleep });
      expect(await withLock(lock, one, async () => parseHolder(await readFile(lock, 'utf8'))?.pid)).toBe(1);
      expect(holders).toEqual([held(2)]);
      expect(files.map(({ path }) => path)).toContain(lock);
      expect(files.filter(({ durable }) => durable)).toEqual([]);
    },
  );

  it('that fails otherwise is told, and nothing stays behind', async () => {
    const one = surroundings(1, { disk: { link: failing('EIO') } });
    await expect(withLock(lock, one, async () => 'never')).rejects.toMatchObject({ code: 'EIO' });
    expect(await readdir(directory)).toEqual([]);
  });

  it('that gives no code is not taken for one without links', async () => {
    const broken = async (): Promise<void> => {
      throw new Error('no code');
    };
    await expect(withLock(lock, surroundings(1, { disk: { link: broken } }), async () => 'never')).rejects.toThrow(
      'no code',
    );
  });

  it('on which somebody removed the lock by hand is no reason to fail', async () => {
    expect(await withLock(lock, surroundings(1), async () => (await rm(lock), 'done'))).toBe('done');
  });
});

describe('parseHolder', () => {
  it('reads who holds a lock, and what older systems leave out', () => {
    expect(parseHolder(held(2))).toEqual({ pid: 2, started: '1002', ...place, token: 'of 2' });
    expect(parseHolder('{"pid":2,"machine":"m","token":"t"}')).toEqual({
      pid: 2,
      machine: 'm',
      token: 't',
      started: '',
      boot: '',
      processes: '',
    });
  });

  it.each([
    undefined,
    '',
    '{"pid":',
    '[]',
    '{"machine":"m","token":"t"}',
    '{"pid":2,"token":"t"}',
    '{"pid":2,"machine":"m"}',
    '{"pid":2}',
    '{"machine":"m"}',
    '{"token":"t"}',
  ])('%s names nobody', (text) => {
    expect(parseHolder(text)).toBeUndefined();
  });
});

describe('clearDeadLock', () => {
  it.each([
    ['of a dead holder', held(99), true],
    ['that stayed half written', '{"pid":', true],
    ['of a living holder', held(2), false],
  ])('a lock %s', async (_what, content, isCleared) => {
    await writeFile(lock, content);
    expect(await clearDeadLock(lock, surroundings(1))).toBe(isCleared);
    expect(await readdir(directory)).toEqual(isCleared ? [] : ['entry.lock']);
  });

  it('no lock at all', async () => {
    expect(await clearDeadLock(lock, surroundings(1))).toBe(true);
    expect(await readdir(directory)).toEqual([]);
  });
});
