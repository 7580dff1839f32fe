import { CliError } from '../errors/cli-error.ts';
import { isVin } from '../providers/smartcar/vin.ts';

/**
 * A make as Connect's parameter writes it: Smartcar adds brands without notice, so the form alone is judged here.
 * @returns it in upper case
 * @throws CliError INVALID_VALUE
 */
export function checkMake(text: string): string {
  const make = text.trim().toUpperCase();
  if (/^[A-Z][A-Z0-9_-]{0,39}$/.test(make)) return make;
  throw new CliError('INVALID_VALUE', `"${text}" is not a make.`, {
    hint: 'Connect writes a make as one word, such as TESLA or LAND_ROVER.',
  });
}

/**
 * @returns the VIN in upper case
 * @throws CliError INVALID_VALUE
 */
export function checkVin(text: string): string {
  const vin = text.trim().toUpperCase();
  if (isVin(vin)) return vin;
  throw new CliError('INVALID_VALUE', `"${text}" is not a VIN.`, {
    hint: 'A VIN has 17 letters and digits, without I, O and Q.',
  });
}
