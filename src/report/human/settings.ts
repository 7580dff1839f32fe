import { printable } from '../terminal/printable.ts';
import type {
  InitDocument,
  PathsDocument,
  ProfileChangeDocument,
  ProfileRow,
  ProfilesDocument,
  ProjectRow,
  SettingRow,
  SettingsDocument,
  SourceRow,
} from '../documents/settings.ts';
import type { Style } from '../terminal/style.ts';
import { item } from '../terminal/text.ts';
import { renderSteps, renderWarnings } from './steps.ts';

/** `config explain`: each value, where it came from, and under it what it won over. */
export function renderSettings(document: SettingsDocument, style: Style): string {
  const { color, glyphs } = style;
  const { profile } = document;
  const width = Math.max(...document.settings.map(({ name }) => name.length));
  const bound = profile?.boundTo === null || profile === null ? '' : ` (bound to ${printable(profile.boundTo)})`;
  const rows = document.settings.flatMap((setting) => [
    item(style, `${color.bold(setting.name.padEnd(width))} `, shownValue(setting, style)),
    ...setting.overrides.map(({ value, source }) =>
      color.dim(
        item(style, `${' '.repeat(width)}  ${glyphs.pointer}`, `over ${valueText(value)} (${sourceText(source)})`),
      ),
    ),
  ]);
  return lines([
    profile === null ? 'No profile is active here.' : `Profile: ${color.bold(printable(profile.name))}${bound}`,
    '',
    ...rows,
    renderWarnings(document.warnings, style),
    renderSteps(document.next, style),
  ]);
}

/** `config get`: the bare value, for scripts. */
export function renderSettingValue(setting: SettingRow): string {
  return setting.value === null ? '' : valueText(setting.value);
}

export function renderPaths(document: PathsDocument, style: Style): string {
  return lines([
    `${style.color.bold('Settings')}  ${printable(document.settings)}`,
    `${style.color.bold('Secrets')}   ${printable(document.store.location)}`,
    renderWarnings(document.warnings, style),
  ]);
}

/** `profile list`. Ids, addresses and directories stay whole, to be copied. */
export function renderProfiles(document: ProfilesDocument, style: Style): string {
  const { color, glyphs } = style;
  const blocks = document.profiles.flatMap((profile) => [
    `${profile.active ? color.green(glyphs.pointer) : ' '} ${color.bold(printable(profile.name))}${color.dim(placesOf(profile))}`,
    `    ${printable(`${profile.provider ?? 'smartcar'}  ${idOf(profile) ?? 'no id'}`)}`,
    ...profile.redirectUris.map((uri) => `    ${printable(uri)}`),
    ...profile.directories.map((directory) => `    active in ${printable(directory)}`),
  ]);
  return lines([
    ...(blocks.length === 0 ? ['There are no profiles.'] : blocks),
    renderWarnings(document.warnings, style),
    renderSteps(document.next, style),
  ]);
}

export function renderProfileChange(document: ProfileChangeDocument, style: Style): string {
  const done = style.color.green(style.glyphs.ok);
  const name = `"${printable(document.name)}"`;
  const where = document.directory === null ? 'wherever no other one is chosen' : `in ${printable(document.directory)}`;
  return lines([
    item(
      style,
      done,
      document.action === 'remove' ? `Removed profile ${name}.` : `Profile ${name} is active ${where}.`,
    ),
    document.removedSecrets.length === 0
      ? undefined
      : item(style, done, `Removed from the store: ${document.removedSecrets.join(', ')}.`),
    renderWarnings(document.warnings, style),
    renderSteps(document.next, style),
  ]);
}

/** `init`. */
export function renderInit(document: InitDocument, style: Style): string {
  const { color, glyphs } = style;
  const { profile, project, stored, store } = document;
  const facts = initFacts(profile ?? project);
  const where =
    store === null
      ? ''
      : store.backend === 'keychain'
        ? ' (sealed by a key in the keychain)'
        : ` in ${printable(store.location)}`;
  const head = document.changed ? 'is written to' : 'was already complete in';
  return lines([
    item(style, color.green(glyphs.ok), `${initSubject(profile)} ${head} ${printable(document.path)}.`),
    ...facts.map(([name, value]) => item(style, `  ${name.padEnd(14)}`, printable(value))),
    stored.length === 0 ? undefined : item(style, color.green(glyphs.ok), `Stored: ${stored.join(', ')}${where}.`),
    renderWarnings(document.warnings, style),
    renderSteps(document.next, style),
  ]);
}

function initSubject(profile: ProfileRow | null): string {
  return profile === null ? 'What everyone here needs' : `Profile "${printable(profile.name)}"`;
}

function initFacts(values: ProjectRow | null): readonly (readonly [name: string, value: string])[] {
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    ['Provider', values?.provider],
    ['Application id', values?.applicationId],
    ['Client id', values?.clientId],
    ['API client id', values?.apiClientId],
    ['Redirect URI', values?.redirectUris.join(', ')],
    ['Scope', values?.scope],
  ];
  return facts.flatMap(([name, value]) =>
    value === null || value === undefined || value === '' ? [] : [[name, value]],
  );
}

function shownValue({ value, source }: SettingRow, { color }: Style): string {
  return value === null ? color.dim('not set') : `${valueText(value)} ${color.dim(`(${sourceText(source)})`)}`;
}

function valueText(value: string | readonly string[]): string {
  return printable(typeof value === 'string' ? value : value.join(' '));
}

function sourceText({ kind, name }: SourceRow): string {
  if (kind === 'unset') return '';
  if (kind === 'flag') return printable(name ?? 'flag');
  if (kind === 'project') return `project file ${printable(name ?? '')}`;
  return name === null ? kind : `${kind} ${printable(name)}`;
}

function idOf(profile: ProfileRow): string | null {
  return profile.applicationId ?? profile.clientId ?? profile.apiClientId;
}

function placesOf(profile: ProfileRow): string {
  const places = [...(profile.active ? ['holds here'] : []), ...(profile.default ? ['the default'] : [])];
  return places.length === 0 ? '' : `  ${places.join(', ')}`;
}

function lines(parts: readonly (string | undefined)[]): string {
  return parts
    .filter((part) => part !== undefined)
    .map((line) => line.trimEnd())
    .join('\n');
}
