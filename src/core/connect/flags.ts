import { CliError } from '../errors/cli-error.ts';

const flag = /^[A-Za-z][\w-]*:[^\s:]+$/;

/** @returns true for a feature flag as Connect writes it, such as `country:DE`. */
export function isFlag(text: string): boolean {
  return flag.test(text);
}

/** @returns true for the value of the `country` flag: an ISO code of two upper-case letters */
export function isCountry(value: string): boolean {
  return /^[A-Z]{2}$/.test(value);
}

/**
 * Checks feature flags and hands them back.
 * @throws CliError INVALID_VALUE for anything that is not `name:value`, and for a country that is no ISO code
 */
export function checkFlags(flags: readonly string[]): readonly string[] {
  const wrong = flags.find((text) => !isFlag(text));
  if (wrong !== undefined) {
    throw new CliError('INVALID_VALUE', `"${wrong}" is not a feature flag.`, {
      hint: 'A flag is written name:value, such as country:DE.',
    });
  }
  const country = flags.find((text) => text.startsWith('country:') && !isCountry(text.slice('country:'.length)));
  if (country !== undefined) {
    throw new CliError('INVALID_VALUE', `"${country}" is not a country.`, {
      hint: 'Connect takes the ISO code of two upper-case letters, such as country:DE.',
    });
  }
  return flags;
}
