import type { Provider } from '../core/providers/provider.ts';
import { parseScope, unknownPermissions, type AskedPermission } from '../core/permissions/scope.ts';
import { ConsentError } from './consent-error.ts';
import { checkTexts, quote } from './input.ts';
import type { Scope, TableOptions } from './tables.ts';

/** How a scope is read. */
export interface ScopeOptions extends TableOptions {
  /** Lets permissions through that the table does not hold, such as newer ones. They have no known box. */
  readonly allowUnknown?: boolean | undefined;
}

/** A scope that was read, and what is odd about it. */
export interface ReadScope {
  readonly asked: readonly AskedPermission[];
  /** Permissions that stand twice, one sentence. */
  readonly warnings: readonly string[];
}

const longestScope = 8000;

/**
 * Reads the permissions that an app asks for.
 * @throws ConsentError INPUT_REQUIRED for none, INVALID_VALUE for what is not a permission, UNKNOWN_PERMISSION
 */
export function readScope(scope: Scope, provider: Provider, allowUnknown = false): ReadScope {
  const { asked, duplicates, mixed, malformed } = parseScope(checkTexts(scope, 'scope', longestScope));
  const [wrong] = malformed;
  if (wrong !== undefined) {
    throw new ConsentError('INVALID_VALUE', `${quote(wrong)} is not a permission: write name or required:name.`);
  }
  if (asked.length === 0) throw new ConsentError('INPUT_REQUIRED', 'scope names no permission.');
  const [unknown] = unknownPermissions(asked, provider.permissions);
  if (unknown !== undefined && !allowUnknown) {
    throw new ConsentError('UNKNOWN_PERMISSION', `${provider.name} publishes no permission ${quote(unknown)}.`);
  }
  return { asked, warnings: [...duplicates.map(saidTwice), ...mixed.map(saidBothWays)] };
}

function saidTwice(word: string): string {
  return `"${word}" stands in the scope twice.`;
}

function saidBothWays(name: string): string {
  return `"${name}" stands in the scope with and without required:, and is taken as required.`;
}
