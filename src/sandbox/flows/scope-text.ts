import { formatScope, parseScope, unknownPermissions, type AskedPermission } from '../../core/permissions/scope.ts';
import { smartcarPermissions } from '../../core/providers/smartcar/permissions.ts';

/** What a scope text asks for, and its words that are no permission. */
export interface ReadScope {
  readonly asked: readonly AskedPermission[];
  readonly unknown: readonly string[];
}

/** An application asks for the same scope again and again: so many of them are remembered. */
const kept = 100;
const parsed = new Map<string, ReadScope>();
const texts = new WeakMap<readonly AskedPermission[], string>();

/** @returns what a scope text asks for; the same object for the same text. */
export function readScopeText(text: string): ReadScope {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const { asked, malformed } = parseScope([text]);
  const scope = { asked, unknown: [...malformed, ...unknownPermissions(asked, smartcarPermissions)] };
  if (parsed.size >= kept) parsed.clear();
  parsed.set(text, scope);
  return scope;
}

/** @returns the scope as one text, by which two of them are compared. */
export function scopeText(asked: readonly AskedPermission[]): string {
  const known = texts.get(asked);
  if (known !== undefined) return known;
  const text = formatScope(asked);
  texts.set(asked, text);
  return text;
}
