import { hash, stableUuid } from './ids.ts';
import type { Vehicle } from './state.ts';
import { ownValue } from '../../core/text/keys.ts';

/** What a scenario says about a car; the rest is made up, the same for the same name. */
export interface CarSeed {
  readonly make?: string | undefined;
  readonly model: string;
  readonly year: number;
  readonly powertrain?: Vehicle['powertrain'] | undefined;
  readonly vin?: string | undefined;
  readonly id?: string | undefined;
  /** Domains whose virtual keys are on the car. */
  readonly keys?: readonly string[] | undefined;
  /** Phones and cards that are keys of the car; 20 keys in all are the limit. */
  readonly otherKeys?: number | undefined;
}

/** @param name tells cars of the same seed apart; id, VIN and values follow from it. */
export function createCar(name: string, seed: CarSeed): Vehicle {
  const make = seed.make ?? 'TESLA';
  const needsKey = make === 'TESLA' && teslaNeedsKey(seed.model, seed.year);
  return {
    id: seed.id ?? stableUuid(`vehicle ${name}`, 'vehicle'),
    vin: seed.vin ?? createVin({ make, model: seed.model, year: seed.year, serial: hash(`vin ${name}`) % 1_000_000 }),
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

/** @returns the model year that the tenth character of a VIN stands for, from 2010 on. */
export function yearOfVin(vin: string): number | undefined {
  const place = yearLetters.indexOf(vin.charAt(9).toUpperCase());
  return vin.length === 17 && place >= 0 ? 2010 + place : undefined;
}

/**
 * True if a text can be a VIN for Smartcar: 17 letters and digits without I, O and Q, which only the documented
 * simulated ones, that begin with `0SC`, may have.
 */
export function isVin(text: string): boolean {
  return /^[0-9A-Z]{17}$/i.test(text) && (/^0SC/i.test(text) || !/[IOQ]/i.test(text));
}

/** Letters and the digits that stand for them in the check digit (49 CFR 565). */
const letters = 'ABCDEFGHJKLMNPRSTUVWXYZ';
const letterValues = '12345678123457923456789';

const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2] as const;

/** What a VIN is made from. */
export interface VinParts {
  readonly make: string;
  readonly model: string;
  readonly year: number;
  /** Up to six digits. */
  readonly serial: number;
}

/** @returns the VIN of a car: layout and check digit are right, the serial number is made up. */
export function createVin({ serial, ...series }: VinParts): string {
  return createVinSeries(series)(serial);
}

/** @returns what makes the VINs of one model and year, of which only the serial number differs. */
export function createVinSeries({ make, model, year }: Omit<VinParts, 'serial'>): (serial: number) => string {
  const head = vinHead({ make, model, year });
  const plant = `${yearLetters[year - 2010] ?? 'M'}F`;
  const sumOfHead = weigh(`${head}0${plant}`, 0);
  return (serial) => {
    const digits = String(serial).padStart(6, '0');
    const check = (sumOfHead + weigh(digits, 11)) % 11;
    return `${head}${check === 10 ? 'X' : check}${plant}${digits}`;
  };
}

/** @param from the place in the VIN of the first character */
function weigh(part: string, from: number): number {
  let sum = 0;
  for (let at = 0; at < part.length; at += 1) sum += (weights[from + at] ?? 0) * valueOf(part.charAt(at));
  return sum;
}

function valueOf(character: string): number {
  const place = letters.indexOf(character);
  return Number(place < 0 ? character : letterValues.charAt(place));
}

function vinHead({ make, model, year }: Omit<VinParts, 'serial'>): string {
  const letter = model.replace(/^model\s+/i, '').toUpperCase();
  if (make === 'TESLA') return (ownValue(teslaStart, letter) ?? (() => '5YJ3E1EA'))(year);
  // Makes without a layout of their own get the prefix of Smartcar's mock VINs.
  return `0SC${make
    .replace(/[^A-Z]|[IOQ]/g, '')
    .padEnd(5, 'X')
    .slice(0, 5)}`;
}
