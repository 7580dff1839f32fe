import { CliError } from '../errors/cli-error.ts';

const flag = /^[A-Za-z][\w-]*:[^\s:]+$/;

/** @returns true for a feature flag as Connect writes it, such as `country:DE`. */
export function isFlag(text: string): boolean {
  return flag.test(text);
}

/**
 * Checks feature flags and hands them back.
 * @throws CliError INVALID_VALUE for anything that is not `name:value`
 */
export function checkFlags(flags: readonly string[]): readonly string[] {
  const wrong = flags.find((text) => !isFlag(text));
  if (wrong !== undefined) {
    throw new CliError('INVALID_VALUE', `"${wrong}" is no feature flag.`, {
      hint: 'A flag is written name:value, such as country:DE.',
    });
  }
  return flags;
}
