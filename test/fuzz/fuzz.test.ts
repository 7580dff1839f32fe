import { describe, expect, it } from 'vitest';
import { readCampaign } from './campaign.ts';
import { faultOfGrowth } from './growth.ts';
import { faultOfReading } from './laws.ts';
import { mutated, repeated, repetition } from './mutate.ts';
import type { Reader } from './reader.ts';
import { readers } from './readers.ts';

const { seed, reader: chosen, inputs, duration, announce } = readCampaign(process.env, readers.length);
const tried = readers.filter(({ name }) => chosen === undefined || name === chosen);
if (tried.length === 0) throw new Error(`No reader "${chosen}"; known: ${readers.map(({ name }) => name).join(', ')}.`);
// A busy machine needs longer; what is asserted is never a time.
const timeout = 120_000 + 2 * (duration ?? 0);

/** One input in so many is a long one. */
const growthEvery = 8;

/** @returns what is wrong with the reader's answer to the input of this seed, and the command that shows it again */
async function faultOf(reader: Reader, seed: number): Promise<string | undefined> {
  announce(again(reader, seed));
  const input = mutated(reader.seeds, seed);
  const reading = await faultOfReading(reader, input);
  if (reading !== undefined) return told(reader, seed, `${reading}\n  input: ${JSON.stringify(input.slice(0, 500))}`);
  if (duration === undefined || seed % growthEvery !== 0) return undefined;
  const long = repetition(reader.seeds, seed);
  const fault = (await faultOfReading(reader, repeated(long, 1000))) ?? (await faultOfGrowth(reader, long));
  return fault === undefined ? undefined : told(reader, seed, `${fault}\n  repeated: ${JSON.stringify(long)}`);
}

function told(reader: Reader, seed: number, fault: string): string {
  return `${reader.name} ${fault}\n  again: ${again(reader, seed)}`;
}

function again({ name }: Reader, seed: number): string {
  return `npm run fuzz -- --reader ${name} --seed ${seed}`;
}

describe.each(tried)('$name', (reader) => {
  it('reads what it is made for', async () => {
    for (const text of reader.seeds) expect(await faultOfReading(reader, text)).toBeUndefined();
  });

  it('answers, or refuses as documented, whatever it is given', { timeout }, async () => {
    const end = duration === undefined ? undefined : Date.now() + duration;
    for (let at = 0; end === undefined ? at < inputs : Date.now() < end; at += 1) {
      expect(await faultOf(reader, seed + at)).toBeUndefined();
    }
  });

  it.each(reader.repeats)('stands %j repeated', { timeout }, async (piece) => {
    announce(`${again(reader, seed)} (it repeats ${JSON.stringify(piece)})`);
    const [good] = reader.seeds;
    const within = { before: good.slice(0, good.length / 2), piece, behind: good.slice(good.length / 2) };
    for (const repetition of [{ before: '', piece, behind: '' }, within]) {
      expect(await faultOfReading(reader, repeated(repetition, 5_000))).toBeUndefined();
      // Costs are compared in campaigns alone: a busy machine must not turn a change away.
      const growth = duration === undefined ? undefined : await faultOfGrowth(reader, repetition);
      expect(growth).toBeUndefined();
    }
  });
});
