import type { NextStep } from '../document.ts';
import { finding, type Finding } from '../findings/finding.ts';
import { enumerate } from '../text/enumerate.ts';
import { findApiError } from '../errors/knowledge/api-lookup.ts';
import { findEntry } from '../errors/knowledge/lookup.ts';
import { buildRepair, teslaRepairs } from '../errors/explanation/next-steps.ts';
import type { Repair } from '../errors/knowledge/entry.ts';
import { failureKind } from '../findings/connection/failures.ts';
import { boxRule, labelRule } from '../permissions/explain.ts';
import { fixBesideBoxes, permissionsOfSignals, permissionsWithTickedBox } from '../permissions/proved.ts';
import type { MappingEdition, ProviderEdition } from '../providers/provider.ts';
import { mayBeTesla } from '../tesla/vehicle-key.ts';
import type { EventError, WebhookEvent } from './event.ts';

/** What an event means for the owner and the developer. */
export interface EventExplanation {
  readonly findings: readonly Finding[];
  /** Every step that mends something, each once. */
  readonly next: readonly NextStep[];
}

/** Explains every error of an event by permission, Tesla box and key; equal errors of several signals make one finding. */
export function explainEvent(event: WebhookEvent, where: ProviderEdition): EventExplanation {
  const explained = mergeErrors(event.errors).map((error) => explainError(error, event, where));
  const steps = new Map(explained.flatMap(({ next }) => next).map((step) => [step.command ?? step.url, step]));
  return { findings: explained.flatMap(({ findings }) => findings), next: [...steps.values()] };
}

function mergeErrors(errors: readonly EventError[]): readonly EventError[] {
  const merged = new Map<string, EventError>();
  for (const error of errors) {
    const key = `${error.state} ${errorName(error)}`;
    const before = merged.get(key);
    const signals = [...new Set([...(before?.signals ?? []), ...error.signals])];
    merged.set(key, { ...(before ?? error), signals });
  }
  return [...merged.values()];
}

/** @returns such as `PERMISSION:null`, as the tables of errors spell it */
function errorName({ type, code }: Pick<EventError, 'type' | 'code'>): string {
  return `${type}:${code ?? 'null'}`;
}

function explainError(error: EventError, event: WebhookEvent, where: ProviderEdition): EventExplanation {
  const name = errorName(error);
  const permissions = error.type === 'PERMISSION' ? permissionsOfSignals(error.signals) : [];
  const ticked = mayBeTesla(event) ? permissionsWithTickedBox(permissions, event.arrived, where) : new Set<string>();
  const evidenceLines = [
    name,
    ...(error.signals.length === 0 ? [] : [`signals: ${error.signals.join(', ')}`]),
    ...permissions.map((permission) =>
      ticked.has(permission)
        ? `permission: ${permission}; its Tesla box is ticked, for other signals behind it came`
        : permissionText(permission, event, where.edition),
    ),
  ];
  if (error.state === 'RESOLVED') return { findings: [finding('webhook-error-over', evidenceLines)], next: [] };
  const ref = findApiError(error.type, error.code);
  const entry = ref === undefined ? undefined : findEntry(ref);
  const isBesideBoxes = permissions.length > 0 && permissions.every((permission) => ticked.has(permission));
  const concerned = isBesideBoxes ? permissions : permissions.filter((permission) => !ticked.has(permission));
  const stepContext = {
    permissions: concerned.map((permission) => ({ name: permission, required: false })),
    vehicleId: event.vehicleId ?? undefined,
  };
  const offered = error.resolutionUrl;
  const next: readonly NextStep[] = [
    ...(offered === null ? [] : [{ url: offered, why: 'The address that came with the error, for the owner.' }]),
    ...repairsFor(entry?.next ?? [], { event, isTeslaConcerned: mayBeTesla(event) && !isBesideBoxes }).map((repair) =>
      buildRepair(repair, stepContext),
    ),
  ];
  const evidence = entry === undefined ? evidenceLines : [...evidenceLines, entry.cause];
  const isOtherScope = permissions.length > 0 && !mayBeTesla(event);
  const fix = isBesideBoxes
    ? fixBesideBoxes
    : isOtherScope
      ? 'Run Connect again with the permission in the scope.'
      : entry?.fix;
  const who = isBesideBoxes ? 'developer' : entry?.who;
  const failure = finding(failureKind(name), evidence, { who, fix, next: next[0] });
  return { findings: [failure], next };
}

/** Where no step mends it, the next is to see whether it holds. */
function repairsFor(
  repairs: readonly Repair[],
  { event, isTeslaConcerned }: { readonly event: WebhookEvent; readonly isTeslaConcerned: boolean },
): readonly Repair[] {
  const fitting = isTeslaConcerned ? repairs : repairs.filter((repair) => !teslaRepairs.has(repair));
  return fitting.length === 0 && event.vehicleId !== null ? ['diagnose'] : fitting;
}

// No table of Smartcar says which permission a signal needs; the sources of ours stand in the list of signals.
function permissionText(permission: string, event: WebhookEvent, edition: MappingEdition): string {
  const rule = boxRule(edition, permission);
  const boxes = labelRule(edition, rule).map((all) => enumerate(all));
  if (!mayBeTesla(event)) return `permission: ${permission}`;
  return boxes.length === 0
    ? `permission: ${permission} (no Tesla box is published for it)`
    : `permission: ${permission}, behind the Tesla box ${boxes.join(' or ')}`;
}
