import type { Source } from '../../source.ts';

/** @returns Smartcar's page on errors of one type */
export function errorPage(name: string): string {
  return `https://smartcar.com/docs/errors/api-errors/${name}`;
}

/** The list of all errors. */
export const overview: Source = { url: 'https://smartcar.com/docs/api-reference/api-errors', asOf: '2026-02' };

/** What API v3 was seen to answer beyond its pages. */
export const v3: Source = {
  url: 'https://smartcar.com/docs/api-reference/vehicles-api-intro',
  asOf: '2026-09',
  confidence: 'field-report',
};
