import { formatScope, parseScope, type AskedPermission, type ParsedScope } from '../../core/permissions/scope.ts';

/** An application asks for the same scope again and again: so many of them are remembered. */
const kept = 100;
const parsed = new Map<string, ParsedScope>();
const texts = new WeakMap<readonly AskedPermission[], string>();

/** @returns what a scope text asks for; the same object for the same text. */
export function readScopeText(text: string): ParsedScope {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const scope = parseScope([text]);
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
