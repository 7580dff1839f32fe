import { keysOf } from '../text/keys.ts';
import type { Source } from '../source.ts';

/** Tesla models as a VIN or a person names them. */
export const teslaModels = {
  modelS: { name: 'Model S', letter: 'S' },
  model3: { name: 'Model 3', letter: '3' },
  modelX: { name: 'Model X', letter: 'X' },
  modelY: { name: 'Model Y', letter: 'Y' },
  cybertruck: { name: 'Cybertruck', letter: 'C' },
  roadster: { name: 'Roadster', letter: 'R' },
  semi: { name: 'Semi', letter: 'T' },
  cybercab: { name: 'Cybercab', letter: 'A' },
} as const satisfies Record<string, { readonly name: string; readonly letter: string }>;

/** A model that a Tesla VIN can name. */
export type TeslaModel = keyof typeof teslaModels;

const modelIds = keysOf(teslaModels);

/** First three characters of a Tesla VIN and where that maker code belongs. */
const teslaMakers = {
  '5YJ': 'Tesla, United States',
  '7SA': 'Tesla, United States (multi-purpose vehicles from 2022)',
  '7G2': 'Tesla, United States (trucks)',
  LRW: 'Tesla, Shanghai',
  XP7: 'Tesla, Grünheide',
  SFZ: 'Tesla, Roadster built in the United Kingdom',
} as const;

type TeslaMaker = keyof typeof teslaMakers;

/** Where the layout of a Tesla VIN is published. Some meanings come from decoders of others. */
export const vinSources: readonly Source[] = [
  {
    url: 'https://service.tesla.com/docs/Cybertruck/ServiceManual/en-us/GUID-54943431-2184-4BBC-9E1E-B02363DEF429.html',
    asOf: '2024',
  },
  { url: 'https://www.ecfr.gov/current/title-49/subtitle-B/chapter-V/part-565', asOf: '2023' },
  {
    url: 'https://insideevs.com/news/561819/identify-tesla-origin-vin-decoder/',
    asOf: '2022-01',
    confidence: 'field-report',
  },
];

/** A VIN whose first four characters say Tesla and a model. */
export interface TeslaVin {
  /** 17 characters, upper case. */
  readonly vin: string;
  readonly maker: TeslaMaker;
  readonly model: TeslaModel;
  /** Model year; for cars from Shanghai and Grünheide reported to be the calendar year. */
  readonly year: number | null;
  /** Character 8, which names the motor. */
  readonly motor: string;
  readonly checkDigit: CheckDigit;
}

/** Character 9 as it stands and as North American rules compute it. */
interface CheckDigit {
  readonly found: string;
  readonly expected: string;
  /** Only North America obliges makers to it: a mismatch is a hint at a typing error, no more. */
  readonly matches: boolean;
}

/** Why a text is not taken as the VIN of a Tesla. */
export type VinProblem = 'not-a-vin' | 'not-a-tesla' | 'unknown-model';

/** A VIN taken apart, or why it is none. */
export type VinReading =
  | { readonly ok: true; readonly vin: TeslaVin }
  | { readonly ok: false; readonly problem: VinProblem; readonly reason: string };

// Without the `u` flag no letter outside ASCII folds into these classes.
const vinShape = /^[A-HJ-NPR-Z0-9]{17}$/i;

const modelByLetter: ReadonlyMap<string, TeslaModel> = new Map(modelIds.map((id) => [teslaModels[id].letter, id]));

/**
 * Reads a VIN in any case; blanks and hyphens that people put between its groups are ignored.
 * @example parseVin('5yj3e1ea7hf000001') // Model 3 of 2017
 */
export function parseVin(text: string): VinReading {
  const compact = text.replace(/[\s-]+/g, '');
  if (!vinShape.test(compact)) {
    return refuse('not-a-vin', 'A VIN has 17 characters: digits and letters without I, O and Q.');
  }
  const vin = compact.toUpperCase();
  const maker = vin.slice(0, 3);
  if (!isTeslaMaker(maker)) {
    return refuse('not-a-tesla', `"${maker}" is not a maker code of Tesla (${Object.keys(teslaMakers).join(', ')}).`);
  }
  const model = modelByLetter.get(vin.charAt(3));
  if (model === undefined) {
    return refuse('unknown-model', `Character 4, "${vin.charAt(3)}", stands for no model that connect-cli knows.`);
  }
  return {
    ok: true,
    vin: {
      vin,
      maker,
      model,
      year: modelYear(vin.charAt(9), model),
      motor: vin.charAt(7),
      checkDigit: readCheckDigit(vin),
    },
  };
}

function refuse(problem: VinProblem, reason: string): VinReading {
  return { ok: false, problem, reason };
}

function isTeslaMaker(text: string): text is TeslaMaker {
  return Object.hasOwn(teslaMakers, text);
}

/** The letters from 2010 and the digits from 2031; I, O, Q, U, Z and 0 are never used. */
const yearLetters = 'ABCDEFGHJKLMNPRSTVWXY123456789';

function modelYear(letter: string, model: TeslaModel): number | null {
  const position = yearLetters.indexOf(letter);
  if (position === -1) return null;
  // The first Roadsters carry the digits of the round of thirty years before.
  if (model === 'roadster' && (letter === '8' || letter === '9')) return 2000 + Number(letter);
  return 2010 + position;
}

const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2] as const;

/** Values of A to Z under 49 CFR 565; zero stands for letters that no VIN has. */
const letterValues = [1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2, 3, 4, 5, 0, 7, 0, 9, 2, 3, 4, 5, 6, 7, 8, 9] as const;

function characterValue(character: string): number {
  const digit = Number(character);
  return Number.isNaN(digit) ? (letterValues[character.charCodeAt(0) - 65] ?? 0) : digit;
}

function readCheckDigit(vin: string): CheckDigit {
  const sum = weights.reduce<number>((total, weight, index) => total + weight * characterValue(vin.charAt(index)), 0);
  const remainder = sum % 11;
  const expected = remainder === 10 ? 'X' : String(remainder);
  const digit = vin.charAt(8);
  return { found: digit, expected, matches: digit === expected };
}

/** Reads a model as people write it: `3`, `Model 3`, `model-s`, `Cybertruck`. */
export function parseModel(text: string): TeslaModel | undefined {
  const name = modelKey(text);
  return modelIds.find((id) => modelKey(teslaModels[id].name) === name);
}

function modelKey(text: string): string {
  return text
    .toLowerCase()
    .replace(/^\s*tesla\b/, '')
    .replace(/[\s_-]+/g, '')
    .replace(/^model/, '');
}
