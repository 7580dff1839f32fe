import { hash, stableUuid } from './ids.ts';
import type { Vehicle } from './state.ts';

/** Smartcar's default virtual key domain. */
export const smartcarKeyDomain = 'smartcar.com';

/** What a scenario says about a car; the rest is made up, the same for the same name. */
export interface CarSeed {
  readonly make?: string;
  readonly model: string;
  readonly year: number;
  readonly powertrain?: Vehicle['powertrain'];
  readonly vin?: string;
  readonly id?: string;
  readonly keys?: readonly string[];
  readonly otherKeys?: number;
}

/** @param name tells cars of the same seed apart; id, VIN and values follow from it. */
export function createCar(name: string, seed: CarSeed): Vehicle {
  const make = seed.make ?? 'TESLA';
  const needsKey = make === 'TESLA' && teslaNeedsKey(seed.model, seed.year);
  return {
    id: seed.id ?? stableUuid(`vehicle ${name}`),
    vin: seed.vin ?? createVin(name, make, seed.model, seed.year),
    make,
    model: seed.model,
    year: seed.year,
    powertrain: seed.powertrain ?? 'BEV',
    keys: seed.keys ?? [],
    otherKeys: seed.otherKeys ?? 2,
    needsKey,
    streaming: needsKey,
  };
}

/** The published rule: every Model 3, Model Y and Cybertruck, Model S and X of 2021 and later. */
export function teslaNeedsKey(model: string, year: number): boolean {
  const letter = model.replace(/^model\s+/i, '').toUpperCase();
  if (letter === 'S' || letter === 'X') return year >= 2021;
  return letter === '3' || letter === 'Y' || letter === 'CYBERTRUCK';
}

const teslaStart: Readonly<Record<string, (year: number) => string>> = {
  '3': () => '5YJ3E1EA',
  Y: (year) => (year >= 2022 ? '7SAYGDEE' : '5YJYGDEE'),
  S: (year) => (year >= 2021 ? '5YJSA1E5' : '5YJSA1E2'),
  X: (year) => (year >= 2022 ? '7SAXCAE5' : year === 2021 ? '5YJXCAE6' : '5YJXCAE2'),
  CYBERTRUCK: () => '7G2CEHED',
};

const yearLetters = 'ABCDEFGHJKLMNPRSTVWXY123456789';
const values: Readonly<Record<string, number>> = Object.fromEntries(
  [...'ABCDEFGH']
    .map((letter, index) => [letter, index + 1] as const)
    .concat(
      [...'JKLMN'].map((letter, index) => [letter, index + 1] as const),
      [
        ['P', 7],
        ['R', 9],
      ],
      [...'STUVWXYZ'].map((letter, index) => [letter, index + 2] as const),
      [...'0123456789'].map((digit, index) => [digit, index] as const),
    ),
);
const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2] as const;

function createVin(name: string, make: string, model: string, year: number): string {
  const number = hash(`vin ${name}`);
  const letter = model.replace(/^model\s+/i, '').toUpperCase();
  const start = make === 'TESLA' ? (teslaStart[letter] ?? teslaStart['3'])?.(year) : undefined;
  const yearLetter = yearLetters[year - 2010] ?? 'M';
  // Makes without a layout of their own get the prefix of Smartcar's mock VINs.
  const head =
    start ??
    `0SC${make
      .replace(/[^A-Z]|[IOQ]/g, '')
      .padEnd(5, 'X')
      .slice(0, 5)}`;
  const tail = `${yearLetter}F${String(number % 1_000_000).padStart(6, '0')}`;
  return `${head}${checkDigit(`${head}0${tail}`)}${tail}`;
}

function checkDigit(vin: string): string {
  let sum = 0;
  for (let index = 0; index < 17; index += 1) sum += (values[vin[index] ?? '0'] ?? 0) * (weights[index] ?? 0);
  const rest = sum % 11;
  return rest === 10 ? 'X' : String(rest);
}
