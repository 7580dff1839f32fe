import { smartcarPermissions } from '../../core/providers/smartcar/permissions.ts';

/** One permission of a scope. */
export interface AskedPermission {
  readonly name: string;
  /** Written as `required:<name>`. */
  readonly required: boolean;
}

/** A scope as Connect understands it. */
export interface ReadScope {
  /** Each permission once, in the order in which they came; required as soon as it is so once. */
  readonly asked: readonly AskedPermission[];
  /** Words that cannot be a permission. */
  readonly malformed: readonly string[];
}

/** Reads the `scope` of a Connect URL: words between spaces or commas, some with `required:` in front. */
export function readScope(text: string): ReadScope {
  const required = new Map<string, boolean>();
  const malformed: string[] = [];
  for (const word of text.split(/[\s,]+/)) {
    if (word === '') continue;
    const isRequired = word.startsWith('required:');
    const name = isRequired ? word.slice('required:'.length) : word;
    if (/^[a-z]\w*$/i.test(name)) required.set(name, isRequired || required.get(name) === true);
    else malformed.push(word);
  }
  return { asked: Array.from(required, ([name, isRequired]) => ({ name, required: isRequired })), malformed };
}

/** @returns the names of the permissions of a scope, without `required:`. */
export function namesOf(text: string): readonly string[] {
  return readScope(text).asked.map(({ name }) => name);
}

/** @returns the scope as one text, as it stands on a Connect URL. */
export function formatScope(asked: readonly AskedPermission[]): string {
  return asked.map(({ name, required }) => (required ? `required:${name}` : name)).join(' ');
}

/** @returns the names that Smartcar's published list does not have. */
export function unknownPermissions(asked: readonly AskedPermission[]): readonly string[] {
  return asked.map(({ name }) => name).filter((name) => !Object.hasOwn(smartcarPermissions, name));
}
