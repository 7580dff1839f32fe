import type { Finding } from '../document.ts';
import { codeScanFindings, type CodeScanFindingKind } from '../findings/code-scan.ts';
import type { AskedPermission } from '../permissions/scope.ts';
import { smartcarPermissionNames, type Wanted } from '../permissions/signals.ts';
import { smartcarCommands, type CommandCode } from '../providers/smartcar/commands.ts';
import type { SmartcarPermission } from '../providers/smartcar/permissions.ts';
import { smartcarSignals, type SignalCode } from '../providers/smartcar/signals.ts';
import type { Mention, Place } from './mention.ts';

/** A name that the code uses, with where. */
export interface Located {
  readonly name: string;
  readonly at: readonly Place[];
}

/** A look-alike, with the name that was probably meant. */
export interface UnknownName extends Located {
  readonly of: 'permission' | 'signal' | 'endpoint';
  readonly nearest: string | null;
}

/** What a code base asks for and what it uses. */
export interface CodeScan {
  readonly asked: readonly (Located & { readonly required: boolean })[];
  readonly used: readonly Located[];
  readonly underAsked: readonly string[];
  readonly overAsked: readonly string[];
  readonly unknown: readonly UnknownName[];
  /** Places that read all signals or take them from a webhook: use cannot be seen there. */
  readonly readsAll: readonly Place[];
}

/** The comparison, and what a scope derived from the code would have to cover. */
export interface JudgedCode {
  readonly scan: CodeScan;
  readonly wanted: Wanted;
  readonly findings: readonly Finding[];
}

type Nearest = (text: string, candidates: readonly string[]) => string | undefined;

/**
 * Compares what the code uses with what it asks for.
 * @param inUse the scope to compare with instead of the one found in the code
 * @param nearest finds the name that a misspelt one was meant to be
 */
export function judgeCode(
  mentions: readonly Mention[],
  options: { readonly inUse?: readonly AskedPermission[]; readonly nearest: Nearest },
): JudgedCode {
  const code = mentions.filter(({ role }) => role === 'code');
  const usesSmartcar = code.some(({ meaning }) => meaning.kind === 'smartcar');
  const decisive = code.filter(({ meaning }) => !(meaning.kind === 'call' && meaning.unsure && !usesSmartcar));
  const asked = collectAsked(decisive);
  const used = collectUsed(decisive);
  const compared = options.inUse?.map(({ name }) => name) ?? [...asked.keys()];
  const readsAll = decisive.filter(({ meaning }) => meaning.kind === 'all-signals').map(placeOf);
  const scan: CodeScan = {
    asked: [...asked].map(([name, mention]) => ({ name, ...mention })),
    used: inOrder(used).map(([name, at]) => ({ name, at })),
    underAsked:
      compared.length === 0
        ? []
        : inOrder(used)
            .map(([name]) => name)
            .filter((name) => !compared.includes(name)),
    overAsked: compared.filter((name) => !used.has(name)),
    unknown: collectUnknown(decisive, options.nearest),
    readsAll,
  };
  const requiredPermissions = [...asked].filter(([, { required }]) => required).map(([name]) => name);
  return {
    scan,
    wanted: { ...wantedBy(decisive), requiredPermissions },
    findings: findAll(scan, asked, compared.length === 0, decisive),
  };
}

type Places = Place[];

function placeOf({ file, line, text }: Mention): Place {
  return { file, line, text };
}

function collectAsked(mentions: readonly Mention[]): Map<string, { required: boolean; at: Places }> {
  const asked = new Map<string, { required: boolean; at: Places }>();
  for (const mention of mentions) {
    if (mention.meaning.kind !== 'asked') continue;
    const { permission, required } = mention.meaning;
    const entry = asked.get(permission) ?? { required: false, at: [] };
    entry.required ||= required;
    entry.at.push(placeOf(mention));
    asked.set(permission, entry);
  }
  return asked;
}

function collectUsed(mentions: readonly Mention[]): Map<string, Places> {
  const used = new Map<string, Places>();
  for (const mention of mentions) {
    const permission = permissionOf(mention);
    if (permission === null) continue;
    const places = used.get(permission) ?? [];
    places.push(placeOf(mention));
    used.set(permission, places);
  }
  return used;
}

function permissionOf({ meaning }: Mention): SmartcarPermission | null {
  switch (meaning.kind) {
    case 'signal':
      return smartcarSignals[meaning.signal].permission;
    case 'command':
      return smartcarCommands[meaning.command].permission;
    case 'call':
      return meaning.permission;
    default:
      return null;
  }
}

function inOrder(used: ReadonlyMap<string, Places>): [string, Places][] {
  return smartcarPermissionNames.flatMap((name) => {
    const places = used.get(name);
    return places === undefined ? [] : [[name, places]];
  });
}

function collectUnknown(mentions: readonly Mention[], nearest: Nearest): readonly UnknownName[] {
  const unknown = new Map<string, { of: UnknownName['of']; at: Places }>();
  for (const mention of mentions) {
    if (mention.meaning.kind !== 'unknown') continue;
    const entry = unknown.get(mention.text) ?? { of: mention.meaning.of, at: [] };
    entry.at.push(placeOf(mention));
    unknown.set(mention.text, entry);
  }
  return [...unknown].map(([name, { of, at }]) => ({ name, of, nearest: nearestOf(name, of, nearest), at }));
}

function nearestOf(name: string, of: UnknownName['of'], nearest: Nearest): string | null {
  if (of === 'endpoint') return null;
  if (of === 'signal') return nearest(name, Object.keys(smartcarSignals)) ?? null;
  const bare = name.slice(name.lastIndexOf(':') + 1);
  const found = nearest(bare, smartcarPermissionNames);
  return found === undefined ? null : name === bare ? found : `required:${found}`;
}

function wantedBy(mentions: readonly Mention[]): Wanted {
  const signals = new Set<SignalCode>();
  const commands = new Set<CommandCode>();
  const uses = new Map<string, { permission: SmartcarPermission; by: string }>();
  for (const { meaning, text } of mentions) {
    if (meaning.kind === 'signal') signals.add(meaning.signal);
    if (meaning.kind === 'command') commands.add(meaning.command);
    if (meaning.kind === 'call')
      uses.set(`${meaning.permission} ${text}`, { permission: meaning.permission, by: text });
  }
  return {
    signals: inTableOrder(signals, smartcarSignals),
    commands: inTableOrder(commands, smartcarCommands),
    required: [],
    uses: [...uses.values()],
  };
}

function inTableOrder<Code extends string>(codes: ReadonlySet<Code>, table: Readonly<Record<Code, unknown>>): Code[] {
  const order = Object.keys(table);
  return [...codes].toSorted((a, b) => order.indexOf(a) - order.indexOf(b));
}

function findAll(
  scan: CodeScan,
  asked: ReadonlyMap<string, { at: Places }>,
  isScopeless: boolean,
  mentions: readonly Mention[],
): readonly Finding[] {
  const seen = mentions.some(({ meaning }) => meaning.kind !== 'unknown' && meaning.kind !== 'asked');
  const over = scan.readsAll.length > 0 ? 'scope-use-unseen' : 'scope-over-asked';
  const unresolved = mentions.filter(
    ({ meaning }) => meaning.kind === 'signal' && smartcarSignals[meaning.signal].permission === null,
  );
  return [
    ...scan.underAsked.map((name) => underAsked(name, mentions)),
    ...scan.unknown.map((one) =>
      finding(
        `scope-unknown-${one.of}`,
        `"${one.name}" is no ${one.of} that connect-cli knows.${one.nearest === null ? '' : ` Did you mean "${one.nearest}"?`}`,
        one.at,
      ),
    ),
    ...scan.overAsked.map((name) =>
      finding(over, `The code asks for ${name}, and nothing seen in it uses it.`, asked.get(name)?.at),
    ),
    ...(unresolved.length === 0
      ? []
      : [finding('scope-permission-unknown', unknownBasis(unresolved), unresolved.map(placeOf))]),
    ...(isScopeless && seen ? [finding('scope-none-found', codeScanFindings['scope-none-found'].title, [])] : []),
  ];
}

/** Where only other people's notes tie the signal to the permission, it is a warning and says so. */
function underAsked(name: string, mentions: readonly Mention[]): Finding {
  const uses = mentions.filter((mention) => permissionOf(mention) === name);
  const isHearsay = uses.every(
    ({ meaning }) => meaning.kind === 'signal' && smartcarSignals[meaning.signal].basis === 'third-party',
  );
  return isHearsay
    ? finding(
        'scope-maybe-under-asked',
        `The code reads signals that are reported to need ${name}, and does not ask for it.`,
        uses.map(placeOf),
      )
    : finding('scope-under-asked', `The code uses ${name} and does not ask for it.`, uses.map(placeOf));
}

function unknownBasis(mentions: readonly Mention[]): string {
  const names = [...new Set(mentions.map(({ text }) => text))];
  return `Nobody publishes which permission ${names.join(', ')} ${names.length === 1 ? 'needs' : 'need'}.`;
}

const shownPlaces = 5;

function finding(kind: CodeScanFindingKind, title: string, at: readonly Place[] = []): Finding {
  const { severity, fix } = codeScanFindings[kind];
  const shown = at.slice(0, shownPlaces).map(({ file, line, text }) => `${file}:${line} ${text}`);
  const more = at.length > shownPlaces ? [`and ${at.length - shownPlaces} more`] : [];
  return {
    kind,
    severity,
    title,
    evidence: [...shown, ...more],
    who: 'developer',
    fix,
    docs: `docs/findings/${kind}.md`,
  };
}
