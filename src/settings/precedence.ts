import { keysOf } from '../core/text/keys.ts';
import type { OriginName } from './origins.ts';
import { readDefaults } from './sources/defaults.ts';
import { readEnvironment } from './sources/environment.ts';
import { readFlags } from './sources/flags.ts';
import { readProfile } from './sources/profile.ts';
import { readProject } from './sources/project.ts';
import { readSandbox } from './sources/sandbox.ts';
import type { NamedValue, Places, SettingTypes, SourceValues } from './sources/source.ts';

/**
 * The one order of precedence, for every setting and the scope: what stands higher wins. A new source is added here,
 * and nowhere else.
 */
const sources = {
  flag: readFlags,
  sandbox: readSandbox,
  env: readEnvironment,
  project: readProject,
  profile: readProfile,
  default: readDefaults,
} as const satisfies Readonly<Record<string, (places: Places) => SourceValues | undefined>>;

/** The kind of place that a value came from. */
export type SourceKind = keyof typeof sources;

const kinds = keysOf(sources);

/** Where a value came from. `name` is the flag, variable, project file, profile, sandbox address, or empty for a default. */
export interface SettingSource {
  readonly kind: SourceKind;
  readonly name: string;
}

/** A value with its source, and what it won over, strongest first. */
export interface Resolved<T> {
  readonly value: T;
  readonly source: SettingSource;
  readonly overrides: readonly { readonly value: T; readonly source: SettingSource }[];
}

/** @returns true if the first comes from a stronger source than the second */
export function isStronger(first: Resolved<unknown>, second: Resolved<unknown>): boolean {
  return kinds.indexOf(first.source.kind) < kinds.indexOf(second.source.kind);
}

/** What each source says that there is, the strongest first. */
export type Statements = readonly { readonly kind: SourceKind; readonly values: SourceValues }[];

/** Reads every source, once for all settings that are settled from them. */
export function readSources(places: Places): Statements {
  return kinds.flatMap((kind) => {
    const values = sources[kind](places);
    return values === undefined ? [] : [{ kind, values }];
  });
}

/** Settles one setting. @returns `undefined` where no source names it */
export function resolveSetting<Name extends keyof SettingTypes>(
  statements: Statements,
  name: Name,
): Resolved<SettingTypes[Name]> | undefined {
  return pick<SettingTypes[Name]>(statements, ({ settings }) => settings[name] ?? []);
}

/** The same for a setting that means something for one provider only: a source that speaks of another is passed over. */
export function resolveForProvider(
  statements: Statements,
  name: 'edition' | 'scope',
  provider: string,
): Resolved<string> | undefined {
  const fitting = statements.filter(({ values }) => (values.speaksOf ?? provider) === provider);
  return resolveSetting(fitting, name);
}

/**
 * Settles one origin; there is a default for each.
 * @throws CliError INVALID_VALUE for a malformed one
 */
export function resolveOrigin(statements: Statements, name: OriginName): Resolved<string> {
  return always(pick(statements, ({ origin }) => origin(name)));
}

/** A setting with a default is always there; this says so to the compiler and to the reader. */
export function always<T>(resolved: Resolved<T> | undefined): Resolved<T> {
  if (resolved === undefined) throw new Error('a setting with a default came out empty');
  return resolved;
}

function pick<T>(
  statements: Statements,
  read: (values: SourceValues) => readonly NamedValue<T>[],
): Resolved<T> | undefined {
  const [first, ...overrides] = statements.flatMap(({ kind, values }) =>
    read(values).flatMap(({ name, value }) => (value === undefined ? [] : [{ value, source: { kind, name } }])),
  );
  return first === undefined ? undefined : { ...first, overrides };
}
