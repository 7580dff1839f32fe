import type { Integer } from '../../core/formats.ts';
import type { Document } from '../../core/document.ts';
import type { Source } from '../../core/source.ts';
import {
  explainModelKeyNeed,
  keyRuleSources,
  publishedKeyRule,
  type KeyNeed,
  type VinKeyNeed,
} from '../../core/tesla/virtual-key-need.ts';
import { teslaModels, vinSources, type TeslaModel, type VinProblem } from '../../core/tesla/vin.ts';

/** The need of one car. */
export interface KeyNeedResult extends KeyNeed {
  readonly vin: string | null;
  readonly model: string | null;
  readonly year: Integer | null;
  readonly problem: VinProblem | null;
  readonly warnings: readonly string[];
}

/** The document of `virtual-key needed`. */
export interface KeyNeedDocument extends Document {
  readonly kind: 'virtual-key-need';
  readonly rule: string;
  /** Where the rule and the layout of a VIN are published. */
  readonly sources: readonly Source[];
  /** @minItems 1 */
  readonly results: readonly KeyNeedResult[];
}

/** One line of `virtual-key needed - --json`. */
export interface KeyNeedRow extends Document, KeyNeedResult {
  readonly kind: 'virtual-key-need-row';
  readonly warnings: readonly string[];
}

export function buildKeyNeedDocument(results: readonly KeyNeedResult[]): KeyNeedDocument {
  const first = results.find(({ needed }) => needed === 'yes');
  const vin = first?.vin ?? null;
  return {
    schemaVersion: 1,
    kind: 'virtual-key-need',
    rule: publishedKeyRule,
    sources: [...keyRuleSources, ...vinSources],
    results,
    warnings: results.flatMap(({ warnings }) => warnings),
    next:
      first === undefined
        ? []
        : [
            {
              command: `connect-cli virtual-key show${vin === null ? '' : ` --vin ${vin}`}`,
              why: 'The link and the steps for the owner.',
            },
          ],
  };
}

export function buildKeyNeedRow(need: VinKeyNeed): KeyNeedRow {
  return { schemaVersion: 1, kind: 'virtual-key-need-row', ...need, next: [] };
}

export function buildModelResult(model: TeslaModel, year: Integer | null): KeyNeedResult {
  return {
    vin: null,
    model: teslaModels[model].name,
    year,
    ...explainModelKeyNeed(model, year),
    problem: null,
    warnings: [],
  };
}
