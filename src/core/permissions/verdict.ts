import type { LabelRule } from '../formats.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { areBoxesTicked, boxLabel, boxRule, labelRule, rulesFor } from './explain.ts';
import { missingBoxes, provedBoxes } from './loss.ts';
import type { AskedPermission } from './scope.ts';
import type { MappingEdition, Provider } from '../providers/provider.ts';
import type { BoxId } from '../tesla/boxes.ts';
import { explainCallbackError } from '../errors/knowledge/redirect-errors.ts';

/** Why a permission was granted or not. Only `box-not-ticked` fills `missingBoxes`. */
export type GrantReason = 'granted' | 'box-not-ticked' | 'owner-unticked' | 'no-mapping' | 'not-capable' | 'unknown';

/** What became of one asked permission. */
export interface PermissionVerdict {
  readonly name: string;
  readonly required: boolean;
  /** `null` when nobody could tell. */
  readonly granted: boolean | null;
  /** Labels, any-of over all-of; as in the explanation of a scope. */
  readonly boxes: LabelRule;
  readonly reason: GrantReason;
}

/** What Connect came to as a whole; it judges permissions alone, not the virtual key. */
export type VerdictName = 'complete' | 'incomplete' | 'unverified' | 'denied' | 'failed';

/** The judgement of one run, with the exit code that it leads to. */
export interface Verdict {
  readonly verdict: VerdictName;
  readonly exitCode: ExitCode;
  readonly permissions: readonly PermissionVerdict[];
  /** Labels of the boxes that the owner has to tick in addition. */
  readonly missingBoxes: readonly string[];
  readonly warnings: readonly string[];
}

/** What is known about the grant besides the callback. */
export interface GrantEvidence {
  /** Permissions that every connected vehicle has; absent when they could not be read. */
  readonly granted?: ReadonlySet<string> | undefined;
  /** Boxes that Tesla holds; absent when unknown. */
  readonly ticked?: ReadonlySet<BoxId> | undefined;
  /** Permissions known to have been unticked on the provider's own grant screen. */
  readonly unticked?: ReadonlySet<string> | undefined;
  /** Boxes that the Missing Permissions page named; empty when it was not shown. Absent when unknown. */
  readonly blocking?: readonly BoxId[] | undefined;
  /** The exchange or the reads did not work. */
  readonly failure?: 'refused' | 'unreachable' | undefined;
}

/** What was asked, what came back and what could be read. */
export interface VerdictInput {
  readonly provider: Provider;
  readonly edition: MappingEdition;
  /** Absent when the Dashboard's Vehicle Access decided and is not known here. */
  readonly asked?: readonly AskedPermission[] | undefined;
  /** The `error` of the callback. */
  readonly error: string | null;
  readonly evidence: GrantEvidence;
}

/** Judges permissions, and permissions only: asked against granted, and the box behind each gap. */
export function judge(input: VerdictInput): Verdict {
  if (input.error !== null) return judgeError(input, input.error);
  const { granted } = input.evidence;
  return granted === undefined ? unverified(input) : judgeGrant(input, granted);
}

function unverified({ provider, edition, asked = [], evidence }: VerdictInput): Verdict {
  return {
    verdict: 'unverified',
    exitCode: failureExit(evidence.failure),
    permissions: asked.map((permission) => entry(edition, permission, { granted: null, reason: 'unknown' })),
    missingBoxes: [],
    warnings:
      evidence.failure === undefined
        ? [`Nothing could be read with what is at hand, so what ${provider.name} granted is not verified.`]
        : [],
  };
}

function failureExit(failure: GrantEvidence['failure']): ExitCode {
  if (failure === undefined) return exitCodes.done;
  return failure === 'refused' ? exitCodes.credentials : exitCodes.unavailable;
}

function judgeGrant(input: VerdictInput, granted: ReadonlySet<string>): Verdict {
  if (input.asked === undefined) return listGrant(input, granted);
  const judged = input.asked.map((permission) => judgePermission(input, granted, permission));
  const lacking = judged.filter((permission) => permission.reason === 'box-not-ticked');
  const isComplete = judged.every((permission) => permission.granted === true);
  return {
    verdict: isComplete ? 'complete' : 'incomplete',
    exitCode: isComplete ? exitCodes.done : exitCodes.findings,
    permissions: judged,
    missingBoxes:
      lacking.length === 0 ? [] : labels(input, missingBoxes(input, lacking, tickedOrProved(input, granted))),
    warnings: input.evidence.ticked === undefined && lacking.length > 0 ? [inferred(input, lacking)] : [],
  };
}

function inferred({ provider }: VerdictInput, lacking: readonly PermissionVerdict[]): string {
  const names = lacking.map(({ name }) => name).join(', ');
  return `Tesla's own record could not be read: that a box was missed for ${names} is inferred. The owner may have unticked it on ${provider.name}'s screen instead.`;
}

function listGrant({ edition }: VerdictInput, granted: ReadonlySet<string>): Verdict {
  return {
    verdict: 'unverified',
    exitCode: exitCodes.done,
    permissions: [...granted].map((name) =>
      entry(edition, { name, required: false }, { granted: true, reason: 'granted' }),
    ),
    missingBoxes: [],
    warnings: [
      "The link named no permissions, so the Dashboard's Vehicle Access decided what was asked. What was granted is listed; whether something is missing cannot be told from here.",
    ],
  };
}

function judgePermission(input: VerdictInput, granted: ReadonlySet<string>, asked: AskedPermission): PermissionVerdict {
  if (granted.has(asked.name)) return entry(input.edition, asked, { granted: true, reason: 'granted' });
  return entry(input.edition, asked, { granted: false, reason: reasonOfGap(input, granted, asked) });
}

function reasonOfGap(input: VerdictInput, granted: ReadonlySet<string>, asked: AskedPermission): GrantReason {
  const { provider, edition, evidence } = input;
  if (boxRule(edition, asked.name).length === 0)
    return evidence.unticked?.has(asked.name) ? 'owner-unticked' : 'no-mapping';
  const ticked = tickedOrProved(input, granted);
  if (!areBoxesTicked({ provider, edition }, asked.name, ticked)) return 'box-not-ticked';
  if (evidence.unticked !== undefined) return evidence.unticked.has(asked.name) ? 'owner-unticked' : 'unknown';
  // The box is there and the permission is not: only the provider's own screen is left, where required ones are locked.
  return asked.required || !provider.hasGrantScreen ? 'unknown' : 'owner-unticked';
}

/** Boxes that Tesla holds; where nobody told, those that a granted permission proves. */
function tickedOrProved(
  { provider, edition, evidence }: VerdictInput,
  granted: ReadonlySet<string>,
): ReadonlySet<BoxId> {
  return evidence.ticked ?? provedBoxes({ provider, edition }, granted);
}

function judgeError(input: VerdictInput, error: string): Verdict {
  const info = explainCallbackError(error);
  const blocking = info.maybeBoxes ? blockingBoxes(input) : [];
  const isExact = input.evidence.blocking !== undefined;
  const unticked = isExact && blocking.length > 0 ? unmetByRecord(input) : [];
  const permissions = (input.asked ?? []).map((asked) =>
    entry(input.edition, asked, {
      granted: false,
      reason: unticked.includes(asked)
        ? 'box-not-ticked'
        : reasonOfError(input, { error, asked, blocking: isExact ? blocking : [] }),
    }),
  );
  const missing = new Set([...blocking, ...missingBoxes(input, unticked, input.evidence.ticked ?? new Set())]);
  return {
    verdict: info.verdict,
    exitCode: info.exitCode,
    permissions,
    missingBoxes: labels(
      input,
      unticked.length === 0 ? blocking : input.edition.asks.filter((box) => missing.has(box)),
    ),
    warnings:
      blocking.length > 0 && !isExact
        ? ['Connect does not say why the owner left: the boxes listed as missing are those that could be the cause.']
        : [],
  };
}

/** Exact where the screens' own record is known, else every box without which Connect lets nobody through. */
function blockingBoxes({ provider, edition, asked = [], evidence }: VerdictInput): readonly BoxId[] {
  if (evidence.blocking !== undefined && evidence.blocking.length > 0) return evidence.blocking;
  const required = asked.filter((permission) => permission.required);
  return missingBoxes({ provider, edition }, required, evidence.ticked ?? new Set());
}

/** Asked permissions whose boxes Tesla does not hold, by the record of the screens: each of them wants its box. */
function unmetByRecord({
  provider,
  edition,
  asked = [],
  evidence: { ticked },
}: VerdictInput): readonly AskedPermission[] {
  if (ticked === undefined) return [];
  return asked.filter(
    ({ name }) => boxRule(edition, name).length > 0 && !areBoxesTicked({ provider, edition }, name, ticked),
  );
}

function reasonOfError(
  { provider, edition }: VerdictInput,
  {
    error,
    asked,
    blocking,
  }: { readonly error: string; readonly asked: AskedPermission; readonly blocking: readonly BoxId[] },
): GrantReason {
  if (error === 'vehicle_incompatible' || error === 'no_compatible_vehicles') return 'not-capable';
  const needed = rulesFor(provider, edition, asked.name).flat(2);
  const isBlocked = blocking.some((box) => box === provider.minimum || needed.includes(box));
  return isBlocked ? 'box-not-ticked' : 'unknown';
}

function entry(
  edition: MappingEdition,
  { name, required }: AskedPermission,
  { granted, reason }: Pick<PermissionVerdict, 'granted' | 'reason'>,
): PermissionVerdict {
  return { name, required, granted, boxes: labelRule(edition, boxRule(edition, name)), reason };
}

function labels({ edition }: VerdictInput, boxes: readonly BoxId[]): readonly string[] {
  return boxes.map((box) => boxLabel(edition, box));
}
