import type { GenericSchema } from 'valibot';
import { didYouMean } from '../flags/nearest.ts';
import { object, read } from './state/schema.ts';

/** What one function of the library takes. */
export interface OptionRules {
  /** What takes the options, as a sentence begins with it: `clock.advance`. */
  readonly taker: string;
  readonly fields: () => Readonly<Record<string, GenericSchema>>;
  /** Where they stand among others: `registration.`. */
  readonly place?: string;
  /** Options of other places that may have been meant, with their place. */
  readonly elsewhere?: () => readonly string[];
}

/**
 * Looks at what a caller handed in: without types, a slip of the hand would play something else than what was meant.
 * @throws RangeError naming the place
 */
export function checkOptions(options: unknown, { taker, fields, place = '', elsewhere = () => [] }: OptionRules): void {
  const names = Object.keys(fields());
  if (typeof options !== 'object' || options === null)
    throw new RangeError(`${taker} takes an object; its fields are: ${names.join(', ')}.`);
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    const meant = didYouMean(unknown, [...names.map((name) => place + name), ...elsewhere()]);
    throw new RangeError(
      `${place}${unknown}: there is no such option.${meant === '' ? ` There are: ${names.join(', ')}.` : meant}`,
    );
  }
  const reading = read(object(fields), options);
  if (!reading.ok) throw new RangeError(`${place}${reading.flaw.place}: ${reading.flaw.problem}.`);
}
