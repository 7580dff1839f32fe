import type { NextStep } from '../../document.ts';
import { boxRule, labelRule } from '../../permissions/explain.ts';
import type { MappingEdition } from '../../providers/provider.ts';
import { smartcarPermissions } from '../../providers/smartcar/permissions.ts';
import { concernedPermissions } from './concerned.ts';
import { explainUnknown } from './explain-unknown.ts';
import type { ConcernedPermission, ErrorExplanation, ExplainOptions } from './explanation.ts';
import type { ErrorDetails, ErrorReading } from '../input/reading.ts';
import { findEntry, issuerOf } from '../knowledge/lookup.ts';
import { fixBesideBoxes, permissionsWithTickedBox } from '../../permissions/proved.ts';
import type { AskedPermission } from '../../permissions/scope.ts';
import { buildRepair, teslaRepairs } from './next-steps.ts';
import type { ErrorRef } from '../knowledge/ref.ts';
import type { AnyEntry } from '../knowledge/tables.ts';

/** @returns one explanation per row that the text can mean. */
export function explainReading(reading: ErrorReading, options: ExplainOptions): readonly ErrorExplanation[] {
  const refs = chooseRefs(reading.refs, options);
  const isCertain = reading.isCertain !== false || (refs.length === 1 && reading.refs.length > 1);
  const known = refs.flatMap((ref) => {
    const entry = findEntry(ref);
    return entry === undefined ? [] : [explainEntry({ reading, ref, entry, isCertain }, options)];
  });
  return known.length > 0 ? known : [explainUnknown(reading, options)];
}

/** The provider that is named chooses among readings; Texture's is one only where Texture is not ruled out. */
function chooseRefs(refs: readonly ErrorRef[], options: ExplainOptions): readonly ErrorRef[] {
  if (!options.isProviderGiven || refs.length < 2) return refs;
  const isTexture = options.provider.id === 'texture';
  const chosen = refs.filter(({ family }) => (family === 'texture') === isTexture);
  return chosen.length === 0 ? refs : chosen;
}

/** Errors whose cause can be a box that was not ticked. */
const boxErrors: ReadonlySet<string> = new Set([
  'PERMISSION:null',
  'CONNECTED_SERVICES_ACCOUNT:PERMISSION',
  'user_manually_returned_to_application',
  'user_cancelled',
  'missing_scopes',
  'invalid_scope',
  'invalid_scope_parameter',
  'unauthorized_permission',
  'COMPATIBILITY:VEHICLE_NOT_CAPABLE',
]);

/** A reading, and the row that it means. */
interface KnownError {
  readonly reading: ErrorReading;
  readonly ref: ErrorRef;
  readonly entry: AnyEntry;
  readonly isCertain: boolean;
}

const translatedNote =
  'These words were compared with our own translation of what the sender says in English: the sender publishes no text in this language, so compare the cause with what the owner sees.';

function explainEntry({ reading, ref, entry, isCertain }: KnownError, options: ExplainOptions): ErrorExplanation {
  const { details } = reading;
  const concerned = options.asked.length > 0 ? options.asked : concernedPermissions(details, options.edition);
  const unticked = ref.code === 'PERMISSION:null' ? withoutTickedBox(concerned, reading, options) : concerned;
  const isBesideBoxes = concerned.length > 0 && unticked.length === 0;
  const asked = isBesideBoxes ? concerned : unticked;
  const isOwnerSent = isCertain || entry.isOwnerSentOnlyIfNamed !== true;
  const context = {
    permissions: asked,
    vehicleId: details.vehicleId,
    domain: details.domain,
    baseUrl: details.baseUrl,
    edition: options.edition === options.provider.editions.at(-1) ? undefined : options.edition.id,
  };
  const explanation: ErrorExplanation = {
    input: reading.text,
    known: true,
    family: ref.family,
    issuer: issuerOf(ref),
    issuerCertain: isCertain,
    code: ref.code,
    status: entry.status ?? null,
    cause: entry.cause,
    who: entry.who,
    owner: isOwnerSent ? (entry.owner ?? null) : null,
    fix: entry.fix,
    docs: entry.docs,
    note:
      reading.isTranslated === true
        ? [entry.note, translatedNote].filter((text) => text !== undefined).join(' ')
        : entry.note,
    permissions: boxErrors.has(ref.code) ? asked.map(({ name }) => concernedPermission(name, options.edition)) : [],
    nearest: misspelt(details, options),
    details,
    source: entry.source,
    next: [
      ...resolutionStep(details),
      ...keyStep(details),
      ...entry.next
        .filter((repair) => !isBesideBoxes || !teslaRepairs.has(repair))
        .map((repair) => buildRepair(repair, context)),
    ],
    ...(isBesideBoxes ? besideBoxes : undefined),
  };
  return details.resolved === true ? { ...explanation, ...over } : explanation;
}

/** What is said in place of the row where the answer itself shows that the Tesla boxes are ticked. */
const besideBoxes = {
  who: 'developer',
  owner: null,
  fix: fixBesideBoxes,
  note: undefined,
  permissions: [],
} as const;

/** What is said where a webhook tells that the error no longer occurs. */
const over = {
  who: 'developer',
  owner: null,
  fix: 'It is over: take back what the owner was told, and read again.',
  permissions: [],
  next: [],
} as const;

function withoutTickedBox(
  concerned: readonly AskedPermission[],
  { arrived = [] }: ErrorReading,
  { provider, edition }: ExplainOptions,
): readonly AskedPermission[] {
  const names = concerned.map(({ name }) => name);
  const ticked = permissionsWithTickedBox(names, arrived, { provider, edition });
  return concerned.filter(({ name }) => !ticked.has(name));
}

/** @returns what permissions that Smartcar does not have were meant to be. */
function misspelt({ permissions = [] }: ErrorDetails, { nearestPermission }: ExplainOptions): readonly string[] {
  return permissions
    .filter((name) => !Object.hasOwn(smartcarPermissions, name))
    .flatMap((name) => nearestPermission(name) ?? []);
}

function concernedPermission(name: string, edition: MappingEdition): ConcernedPermission {
  const rule = boxRule(edition, name);
  return { name, boxes: labelRule(edition, rule), unmapped: rule.length === 0 };
}

function resolutionStep({ resolutionUrl }: ErrorDetails): readonly NextStep[] {
  return resolutionUrl === undefined
    ? []
    : [{ url: resolutionUrl, why: 'The address that came with the error, for the owner.' }];
}

function keyStep({ virtualKeyUrl }: ErrorDetails): readonly NextStep[] {
  return virtualKeyUrl === undefined
    ? []
    : [
        {
          url: virtualKeyUrl,
          why: 'Let the owner open this link on the phone that is their key: it adds the virtual key.',
        },
      ];
}
