import { checkApiClientId, checkApplicationId } from '../core/connect/application.ts';
import { CliError } from '../core/errors/cli-error.ts';
import { checkRedirectUris } from '../flags/link-flags.ts';
import { resolveProvider } from '../flags/provider.ts';
import type { Resolved, SettingSource } from './precedence.ts';
import type { SettingTypes } from './sources/source.ts';

/**
 * One rule for each setting, whichever way it comes: flag, variable, project file, profile, question or `config set`.
 * Scope and edition have their own, `checkScope` and `resolveEdition`, since what they may name follows from the
 * provider; origins have `parseOrigin`.
 * Each gives the value back as it is kept, and throws a CliError.
 */
export const valueRules = {
  provider: (id) => resolveProvider(id).id,
  applicationId: checkApplicationId,
  clientId: checkApplicationId,
  apiClientId: checkApiClientId,
  redirectUris: checkRedirectUris,
} as const satisfies {
  readonly [Name in Exclude<keyof SettingTypes, 'scope' | 'edition'>]: (value: SettingTypes[Name]) => unknown;
};

/**
 * A settled value by its rule.
 * @throws CliError of the rule, which says where the value stands
 */
export function checkSettled<T>({ value, source, overrides }: Resolved<T>, rule: (value: T) => T): Resolved<T> {
  return { value: within(placeOf(source), () => rule(value)), source, overrides };
}

/** Lets an error say in which place the value stands. */
export function within<T>(place: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    throw new CliError(error.code, `${place}: ${error.message}`, { hint: error.hint });
  }
}

function placeOf({ kind, name }: SettingSource): string {
  switch (kind) {
    case 'profile':
      return `Profile "${name}"`;
    case 'project':
      return `Project file "${name}"`;
    default:
      return name;
  }
}

/** A rule as the check of a question, which asks again until the answer holds. */
export function asQuestionCheck(rule: (answer: string) => unknown): (answer: string) => true | string {
  return (answer) => {
    try {
      rule(answer);
      return true;
    } catch (error) {
      if (error instanceof CliError) return error.message;
      throw error;
    }
  };
}
