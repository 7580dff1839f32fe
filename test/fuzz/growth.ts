import { repeated, type Repetition } from './mutate.ts';
import type { Reader } from './reader.ts';

/** Characters of the longer text: still below the smallest bound of a reader. */
const usual = 60_000;
/** How many times as long it is. */
const times = 16;

/** Sixteen times the text costs sixteen times as much if work is linear, 256 times if it is quadratic. */
const most = 64;
/** Below this, in microseconds, a machine measures itself. */
const least = 100;

/**
 * Compares what two lengths of a repetition cost, in time of the processor, so that neighbours on the machine do not
 * count. Each length is given its best of some tries; a fault is one only if it stays.
 * @returns how the work grows, if it grows faster than the text
 */
export async function faultOfGrowth(reader: Reader, repetition: Repetition): Promise<string | undefined> {
  const length = reader.longest ?? usual;
  const [shorter, longer] = [repeated(repetition, length / times), repeated(repetition, length)];
  // The first reading compiles and loads.
  await costOf(reader, shorter);
  let [before, after] = [await costOf(reader, shorter), await costOf(reader, longer)];
  for (let tries = 1; tries < 4 && growsTooFast(before, after); tries += 1) {
    before = Math.min(before, await costOf(reader, shorter));
    after = Math.min(after, await costOf(reader, longer));
  }
  return growsTooFast(before, after)
    ? `needs ${before} µs for ${shorter.length} characters and ${after} µs for ${longer.length}`
    : undefined;
}

function growsTooFast(before: number, after: number): boolean {
  return after > most * Math.max(before, least);
}

async function costOf(reader: Reader, text: string): Promise<number> {
  const start = process.cpuUsage();
  // How it ends is the other laws' concern.
  await Promise.resolve()
    .then(() => reader.run(text))
    .catch(() => {});
  const { user, system } = process.cpuUsage(start);
  return user + system;
}
