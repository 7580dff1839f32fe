import { parseModel, teslaModels } from '../core/tesla/vin.ts';
import { explainModelKeyNeed, explainVinKeyNeed, type KeyNeed } from '../core/tesla/virtual-key-need.ts';
import { ConsentError } from './consent-error.ts';
import { checkFilled } from './input.ts';

/** A car, by VIN or by model; a model may be written as an API or a person does (`Model 3`, `3`). */
export type Car =
  | { readonly vin: string; readonly model?: undefined; readonly year?: undefined }
  | { readonly vin?: undefined; readonly model: string; readonly year?: number | null | undefined };

/** Whether commands to a car need a virtual key, and how sure that is. */
export interface CarKeyNeed extends KeyNeed {
  /** `Model 3`; null where it is not known. */
  readonly model: string | null;
  readonly year: number | null;
  /** What is odd about the VIN, such as its check digit. */
  readonly warnings: readonly string[];
}

/**
 * Says whether a Tesla takes commands only after its owner added a virtual key.
 * @example explainKeyNeed({ model: 'Model S', year: 2019 }).needed // 'no'
 * @returns `unknown` for a text that is not a VIN or model of a Tesla
 * @throws ConsentError INPUT_REQUIRED, INVALID_VALUE for values of another type
 */
export function explainKeyNeed(car: Car): CarKeyNeed {
  if (typeof car !== 'object' || car === null) {
    throw new ConsentError('INVALID_VALUE', 'car is not an object with a vin or a model.');
  }
  if (car.vin !== undefined) return ofVin(checkFilled(car.vin, 'vin', 100));
  return ofModel(checkFilled(car.model, 'model', 100), checkYear(car.year ?? null));
}

function ofVin(vin: string): CarKeyNeed {
  const { needed, confidence, reason, model, year, warnings } = explainVinKeyNeed(vin);
  return { needed, confidence, reason, model, year, warnings };
}

function ofModel(text: string, year: number | null): CarKeyNeed {
  const model = parseModel(text);
  if (model === undefined) {
    return {
      needed: 'unknown',
      confidence: null,
      reason: 'This is not a Tesla model.',
      model: null,
      year,
      warnings: [],
    };
  }
  return { ...explainModelKeyNeed(model, year), model: teslaModels[model].name, year, warnings: [] };
}

function checkYear(year: unknown): number | null {
  if (year === null || (typeof year === 'number' && Number.isInteger(year))) return year;
  throw new ConsentError('INVALID_VALUE', 'year is not a whole number.');
}
