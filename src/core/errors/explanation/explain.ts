import type { HttpStatus, LabelRule, Sentence } from '../../formats.ts';
import type { Actor, Document, NextStep } from '../../document.ts';
import { boxRule, labelRule } from '../../permissions/explain.ts';
import type { AskedPermission } from '../../permissions/scope.ts';
import type { MappingEdition, Provider } from '../../providers/provider.ts';
import type { Source } from '../../source.ts';
import type { ErrorDetails, ErrorReading } from '../input/reading.ts';
import type { ErrorEntry, ErrorFamily } from '../knowledge/entry.ts';
import { findEntry, type ErrorRef } from '../knowledge/lookup.ts';
import { buildRepair } from './next-steps.ts';
import { apiErrorTypes } from '../knowledge/smartcar-api.ts';

/** A permission that an error is about, with the Tesla boxes behind it. */
interface ConcernedPermission {
  readonly name: string;
  /** Labels, any-of over all-of. */
  readonly boxes: LabelRule;
  readonly unmapped: boolean;
}

/** One error, explained; or said to be unknown. */
export interface ErrorExplanation {
  /** What was recognised in the input. */
  readonly input: string;
  readonly known: boolean;
  readonly family: ErrorFamily | null;
  /** As the documents spell it; JSON null is written `PERMISSION:null`. */
  readonly code: string | null;
  /** HTTP status that the error comes with. */
  readonly status: HttpStatus | null;
  readonly cause: Sentence;
  readonly who: Actor | null;
  /** Words to put before the vehicle's owner; null where the owner can do nothing about it. */
  readonly owner: string | null;
  readonly fix: Sentence;
  readonly docs: string | null;
  readonly note?: string | undefined;
  readonly permissions: readonly ConcernedPermission[];
  /** For unknown input: names that come near. */
  readonly nearest: readonly string[];
  readonly details: ErrorDetails;
  readonly source: Source | null;
  readonly next: readonly NextStep[];
}

/** The document of `explain-error`. */
export interface ErrorExplanationDocument extends Document {
  readonly kind: 'error-explanation';
  /** At least one of the errors is known. */
  readonly known: boolean;
  /** @minItems 1 */
  readonly explanations: readonly ErrorExplanation[];
}

/** What is known beside the pasted error. */
export interface ExplainOptions {
  /** Given on the command line; decides between rows of several companies. */
  readonly provider: Provider;
  readonly isProviderGiven: boolean;
  readonly edition: MappingEdition;
  /** From `--permission` and `--scope`. */
  readonly asked: readonly AskedPermission[];
  /** Names near to an unknown text. */
  readonly nearest: (text: string) => readonly string[];
}

/** @returns one explanation per row that the text can mean. */
export function explainReading(reading: ErrorReading, options: ExplainOptions): readonly ErrorExplanation[] {
  const known = chooseRefs(reading.refs, options).flatMap((ref) => {
    const entry = findEntry(ref);
    return entry === undefined ? [] : [explainEntry({ reading, ref, entry }, options)];
  });
  return known.length > 0 ? known : [explainUnknown(reading, options)];
}

/** Tesla's words reach people through Texture as well: one row is enough, Texture's unless Smartcar is meant. */
function chooseRefs(refs: readonly ErrorRef[], options: ExplainOptions): readonly ErrorRef[] {
  const dropped: ErrorFamily = options.isProviderGiven && options.provider.id !== 'texture' ? 'texture' : 'tesla';
  const isTwice = (ref: ErrorRef) =>
    ref.family === dropped && refs.some((other) => other.code === ref.code && other.family !== dropped);
  return refs.filter((ref) => !isTwice(ref));
}

/** Errors whose cause can be a box that was not ticked. */
const boxErrors: ReadonlySet<string> = new Set([
  'PERMISSION:null',
  'CONNECTED_SERVICES_ACCOUNT:PERMISSION',
  'user_manually_returned_to_application',
  'user_cancelled',
  'missing_scopes',
  'COMPATIBILITY:VEHICLE_NOT_CAPABLE',
]);

/** A reading, and the row that it means. */
interface KnownError {
  readonly reading: ErrorReading;
  readonly ref: ErrorRef;
  readonly entry: ErrorEntry & { readonly status?: number | undefined };
}

function explainEntry({ reading, ref, entry }: KnownError, options: ExplainOptions): ErrorExplanation {
  const asked = concerned(reading, options);
  const { details } = reading;
  return {
    input: reading.text,
    known: true,
    family: ref.family,
    code: ref.code,
    status: entry.status ?? null,
    cause: entry.cause,
    who: entry.who,
    owner: entry.owner ?? null,
    fix: entry.fix,
    docs: entry.docs,
    note: entry.note,
    permissions: boxErrors.has(ref.code) ? asked.map(({ name }) => concernedPermission(name, options.edition)) : [],
    nearest: [],
    details,
    source: entry.source,
    next: [
      ...resolutionStep(details),
      ...entry.next.map((repair) => buildRepair(repair, repairCase(asked, details, options))),
    ],
  };
}

function concerned(reading: ErrorReading, options: ExplainOptions): readonly AskedPermission[] {
  const { permission } = reading.details;
  if (options.asked.length > 0 || permission === undefined) return options.asked;
  return [{ name: permission, required: false }];
}

function concernedPermission(name: string, edition: MappingEdition): ConcernedPermission {
  const rule = boxRule(edition, name);
  return { name, boxes: labelRule(edition, rule), unmapped: rule.length === 0 };
}

function repairCase(
  permissions: readonly AskedPermission[],
  details: ErrorDetails,
  { provider, edition }: ExplainOptions,
) {
  return {
    permissions,
    vehicleId: details.vehicleId,
    edition: edition === provider.editions.at(-1) ? undefined : edition.id,
  };
}

function resolutionStep({ resolutionUrl }: ErrorDetails): readonly NextStep[] {
  return resolutionUrl === undefined
    ? []
    : [{ url: resolutionUrl, why: 'The address that came with the error, for the owner.' }];
}

function explainUnknown(reading: ErrorReading, options: ExplainOptions): ErrorExplanation {
  const type = reading.text.split(':')[0]?.toUpperCase() ?? '';
  const typeMeaning = Object.hasOwn(apiErrorTypes, type)
    ? ` Errors of type ${type} say that ${apiErrorTypes[type]}.`
    : '';
  return {
    input: reading.text,
    known: false,
    family: typeMeaning === '' ? null : 'smartcar-api',
    code: null,
    status: null,
    cause: `This text is unknown: no documented error of Smartcar, Tesla or Texture is in it.${typeMeaning}`,
    who: null,
    owner: null,
    fix: 'Pass the TYPE:CODE of the error, its whole JSON, or the whole redirect address.',
    docs: typeMeaning === '' ? null : 'https://smartcar.com/docs/api-reference/api-errors',
    permissions: [],
    nearest: options.nearest(reading.text),
    details: reading.details,
    source: null,
    next: [],
  };
}

/** Puts explanations together; each next step stands once, in the order of the errors. */
export function buildErrorExplanation(
  explanations: readonly ErrorExplanation[],
  warnings: readonly string[],
): ErrorExplanationDocument {
  const steps = new Map(explanations.flatMap(({ next }) => next).map((step) => [step.command ?? step.url, step]));
  return {
    schemaVersion: 1,
    kind: 'error-explanation',
    known: explanations.some(({ known }) => known),
    explanations,
    warnings,
    next: [...steps.values()],
  };
}
