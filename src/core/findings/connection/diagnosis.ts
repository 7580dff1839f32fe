import { severities, type Document, type NextStep } from '../../document.ts';
import type { EditionId, Integer } from '../../formats.ts';
import { isFailure, type Finding } from '../finding.ts';
import { boxLabel } from '../../permissions/explain.ts';
import { judgeVehicleKey, type VehicleKey } from '../../tesla/vehicle-key.ts';
import { tickedBoxes, isDriverAnswer, valueOf, type ConnectionFacts } from './facts.ts';

/** What was read of one connection; null where it could not be read. */
export interface DiagnosedConnection {
  readonly era: 'v2' | 'v3';
  readonly userId: string | null;
  readonly externalId: string | null;
  readonly vehicle: {
    readonly id: string;
    readonly make: string | null;
    readonly model: string | null;
    readonly year: Integer | null;
    readonly virtualKey: VehicleKey;
  };
  readonly asked: readonly { readonly name: string; readonly required: boolean }[] | null;
  readonly granted: readonly string[] | null;
  /** Labels of the boxes that Tesla holds. */
  readonly tickedBoxes: readonly string[] | null;
  readonly role: 'owner' | 'driver' | null;
  readonly requiresMigration: boolean | null;
}

/** A finding that says which connection it concerns. */
export interface ConnectionFinding extends Finding {
  readonly userId?: string | undefined;
  readonly vehicleId?: string | undefined;
}

/** The document of `diagnose`. */
export interface Diagnosis extends Document {
  readonly kind: 'diagnosis';
  /** No finding from `error` up. */
  readonly healthy: boolean;
  readonly edition: EditionId;
  readonly connections: readonly DiagnosedConnection[];
  readonly findings: readonly ConnectionFinding[];
}

/** @returns the facts as the document shows them. */
export function describeConnection(facts: ConnectionFacts): DiagnosedConnection {
  const ticked = tickedBoxes(facts);
  const { userId, externalId, vehicleId, make, model, year, era } = facts;
  const virtualKey = facts.knownKey ?? judgeVehicleKey(facts, valueOf(facts.key)?.paired);
  return {
    era,
    userId,
    externalId: externalId ?? null,
    vehicle: { id: vehicleId, make, model, year, virtualKey },
    asked: facts.asked,
    granted: valueOf(facts.granted) ?? null,
    tickedBoxes: ticked === undefined ? null : [...ticked].map((box) => boxLabel(facts.edition, box)),
    role: valueOf(facts.access)?.role ?? (isDriverAnswer(facts) ? 'driver' : null),
    requiresMigration: valueOf(facts.migration)?.requiresMigration ?? null,
  };
}

/** Puts a diagnosis together; the repairs of the gravest findings come first. */
export function buildDiagnosis({
  edition,
  connections,
  findings,
  warnings,
}: Pick<Diagnosis, 'edition' | 'connections' | 'findings' | 'warnings'>): Diagnosis {
  return {
    schemaVersion: 1,
    kind: 'diagnosis',
    healthy: !findings.some(isFailure),
    edition,
    connections,
    findings,
    warnings,
    next: nextSteps(findings),
  };
}

function nextSteps(findings: readonly ConnectionFinding[]): readonly NextStep[] {
  const sorted = severities.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
  const steps = sorted.flatMap(({ next }) => (next === undefined ? [] : [next]));
  return [...new Map(steps.map((step) => [step.command ?? step.url, step])).values()];
}

/** @returns true when nothing is wrong and nothing is left for the owner to do, such as adding the virtual key. */
export function isHealed(diagnosis: Diagnosis): boolean {
  return diagnosis.healthy && leftForOwner(diagnosis).length === 0;
}

/** @returns what only the vehicle's owner can mend */
export function leftForOwner({ findings }: Diagnosis): readonly ConnectionFinding[] {
  return findings.filter(({ who, severity }) => who === 'owner' && severity !== 'info');
}

/** What changed from one diagnosis to the next. */
export interface DiagnosisChange {
  readonly healed: readonly ConnectionFinding[];
  readonly appeared: readonly ConnectionFinding[];
}

/** Compares by kind, connection and evidence. */
export function compareDiagnoses(before: Diagnosis, after: Diagnosis): DiagnosisChange {
  const name = ({ kind, userId, vehicleId, evidence }: ConnectionFinding) =>
    JSON.stringify([kind, userId, vehicleId, kind === 'virtual-key-missing' ? [] : evidence]);
  const [old, now] = [new Set(before.findings.map(name)), new Set(after.findings.map(name))];
  return {
    healed: before.findings.filter((finding) => !now.has(name(finding))),
    appeared: after.findings.filter((finding) => !old.has(name(finding))),
  };
}
