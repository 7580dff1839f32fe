import type { Sentence } from '../formats.ts';
import type { Source } from '../source.ts';
import { parseVin, teslaModels, type TeslaModel, type TeslaVin, type VinProblem } from './vin.ts';

/** Whether commands to a car need a virtual key, and how sure that is. */
export interface KeyNeed {
  readonly needed: 'yes' | 'no' | 'unknown';
  /** `published-rule` follows Tesla's and Smartcar's own words; `likely` goes beyond them; null when nothing is known. */
  readonly confidence: 'published-rule' | 'likely' | null;
  /** One or two sentences. */
  readonly reason: Sentence;
}

/** What the published rule says of one model: every year, from a year on, or nothing. */
interface KeyRule {
  readonly from: number | 'always' | 'unpublished';
  /** What is known of a model that the rule leaves out. */
  readonly remark?: string | undefined;
}

/** The rule as published. Smartcar's page of 2023 did not have the Cybertruck yet. */
export const keyRules = {
  model3: { from: 'always' },
  modelY: { from: 'always' },
  cybertruck: { from: 'always' },
  modelS: { from: 2021 },
  modelX: { from: 2021 },
  semi: { from: 'unpublished' },
  cybercab: { from: 'unpublished' },
  roadster: {
    from: 'unpublished',
    remark: "The original Roadster seems to stand outside Tesla's Fleet API altogether (unconfirmed).",
  },
} as const satisfies Record<TeslaModel, KeyRule>;

/** Where the rule stands. */
export const keyRuleSources: readonly Source[] = [
  {
    url: 'https://developer.tesla.com/docs/fleet-api/virtual-keys/developer-guide',
    asOf: '2026-08-15',
  },
  {
    url: 'https://smartcar.com/docs/help/oem-integrations/tesla/virtual-key-tesla',
    asOf: '2026-02',
  },
];

/** The rule in one sentence. */
export const publishedKeyRule =
  'Published rule: every Model 3, Model Y and Cybertruck, and Model S and Model X of 2021 and later.';

/** The car that a VIN stands for, with its need. */
export interface VinKeyNeed extends KeyNeed {
  /** As read: upper case without blanks; as given where it is not a VIN. */
  readonly vin: string;
  /** `Model 3`, or null where the VIN does not tell. */
  readonly model: string | null;
  readonly year: number | null;
  /** Why the text was not taken as the VIN of a known Tesla. */
  readonly problem: VinProblem | null;
  readonly warnings: readonly string[];
}

/** @returns need by model and, for Model S and X, model year. */
export function explainModelKeyNeed(model: TeslaModel, year: number | null): KeyNeed {
  const { name } = teslaModels[model];
  const rule: KeyRule = keyRules[model];
  if (rule.from === 'unpublished') {
    return unknown(
      rule.remark ?? `Nothing is published about virtual keys for the ${name}. Ask the car's own fleet status.`,
    );
  }
  if (rule.from === 'always') return published('yes', `Every ${name} needs one for commands.`);
  if (year === null) return unknown(`A ${name} needs one from model year ${rule.from} on, and the year is not known.`);
  return year >= rule.from
    ? published('yes', `A ${name} of ${rule.from} or later needs one for commands.`)
    : published('no', `A ${name} from before ${rule.from} takes commands without one.`);
}

/**
 * Need by VIN. Never throws: what is not a VIN of a known Tesla comes back as `unknown` with a problem.
 * @example explainVinKeyNeed('5YJ3E1EA7HF000001').needed // 'yes'
 */
export function explainVinKeyNeed(text: string): VinKeyNeed {
  const reading = parseVin(text);
  if (!reading.ok) {
    return {
      vin: text.trim().slice(0, longestEcho),
      model: null,
      year: null,
      ...unknown(reading.reason),
      problem: reading.problem,
      warnings: [],
    };
  }
  const { vin } = reading;
  return {
    vin: vin.vin,
    model: teslaModels[vin.model].name,
    year: vin.year,
    ...(builtBeforeRefresh(vin) ? likelyNoKey(vin) : explainModelKeyNeed(vin.model, vin.year)),
    problem: null,
    warnings: vin.checkDigit.matches ? [] : [checkDigitWarning(vin)],
  };
}

/** Of a text that is not a VIN no more than this is repeated. */
const longestEcho = 64;

/** Model S and X of 2021 came in two builds: motor codes 1 to 4 before the refresh, 5 and 6 since. */
function builtBeforeRefresh(vin: TeslaVin): boolean {
  return (vin.model === 'modelS' || vin.model === 'modelX') && vin.year === 2021 && /[1-4]/.test(vin.motor);
}

function likelyNoKey(vin: TeslaVin): KeyNeed {
  const { name } = teslaModels[vin.model];
  return {
    needed: 'no',
    confidence: 'likely',
    reason:
      `The published rule counts every ${name} of 2021 and later in, but motor code "${vin.motor}" (character 8) ` +
      'is the build from before the 2021 refresh, which community tools find to take commands without a key. ' +
      "The car's own fleet status decides.",
  };
}

function checkDigitWarning({ vin, checkDigit }: TeslaVin): string {
  return `Check digit of "${vin}" is "${checkDigit.found}" where "${checkDigit.expected}" was expected: look for a typing error. Cars sold outside North America need not follow it.`;
}

function published(needed: 'yes' | 'no', reason: string): KeyNeed {
  return { needed, confidence: 'published-rule', reason };
}

function unknown(reason: string): KeyNeed {
  return { needed: 'unknown', confidence: null, reason };
}
