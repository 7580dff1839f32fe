import { refuseParameter, type Refusal } from './outcome.ts';

/** Reads `limit` (1 to 50) and `offset` of a list. */
export function readPage(
  query: string,
  otherwise: number,
): { readonly limit: number; readonly offset: number } | Refusal {
  if (query === '') return { limit: otherwise, offset: 0 };
  const asked = new URLSearchParams(query);
  const limit = wholeNumber(asked.get('limit'), otherwise);
  if (limit === undefined || limit < 1 || limit > 50)
    return refuseParameter('limit', 'must be a whole number from 1 to 50');
  const offset = wholeNumber(asked.get('offset'), 0);
  return offset === undefined ? refuseParameter('offset', 'must be a whole number from 0') : { limit, offset };
}

/** @returns the number, the default for an absent one, `undefined` for what is not a whole number from 0. */
export function wholeNumber(text: string | null, otherwise: number): number | undefined {
  if (text === null || text === '') return otherwise;
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
