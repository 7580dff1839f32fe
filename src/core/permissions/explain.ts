import type { EditionId, LabelRule, Sentence } from '../formats.ts';
import type { Document, NextStep } from '../document.ts';
import type { ProviderId } from '../providers/ids.ts';
import type { BoxRule, MappingEdition, PermissionInfo, Provider, ProviderEdition } from '../providers/provider.ts';
import type { Source } from '../source.ts';
import { boxIds, teslaBoxes, type BoxId } from '../tesla/boxes.ts';
import { keyedCars } from '../tesla/keyed-cars.ts';
import type { AskedPermission } from './scope.ts';
import { ownValue } from '../text/keys.ts';

/** What it costs when the owner misses the box behind a permission. */
export type IfMissed = 'revoke-access' | 'permission-null' | 'not-applicable' | 'device-unavailable';

/** A permission with the boxes behind it and what a missed one costs. */
export interface ExplainedPermission {
  readonly name: string;
  readonly required: boolean;
  readonly access: 'read' | 'control';
  readonly methods: PermissionInfo['methods'];
  readonly description: Sentence;
  /** Labels, any-of over all-of: the row of the table alone. */
  readonly boxes: LabelRule;
  /** The provider publishes no Tesla box for it. */
  readonly unmapped: boolean;
  readonly ifMissed: IfMissed;
  readonly footnote?: string | undefined;
  readonly source: Source;
}

/** A box of Tesla's consent screen, and whether these permissions need it. */
export interface ExplainedBox {
  readonly id: BoxId;
  readonly label: string;
  readonly aliases: readonly string[];
  readonly tick: boolean;
  /** Permission names, led by `connection-minimum` where nothing connects without the box. */
  readonly because: readonly string[];
  /** Another box that would do in its place. */
  readonly orInstead?: readonly string[] | undefined;
}

/** Whether a set of permissions needs a virtual key on the car. */
export interface ScopeKeyNeed {
  readonly needed: boolean;
  /** The permissions whose commands need the key. */
  readonly because: readonly string[];
  /** The cars that need one; empty when no command is asked. */
  readonly cars: readonly string[];
}

/** The document of `explain-scopes`. */
export interface ScopeExplanation extends Document {
  readonly kind: 'scope-explanation';
  readonly provider: ProviderId;
  readonly edition: EditionId;
  readonly permissions: readonly ExplainedPermission[];
  readonly boxes: readonly ExplainedBox[];
  readonly virtualKey: ScopeKeyNeed;
}

/** @returns the label that an edition prints for a box. */
export function boxLabel(edition: MappingEdition, box: BoxId): string {
  return edition.labels[box] ?? teslaBoxes[box].label;
}

/** @returns all other spellings of a box, Tesla's own included when the edition writes it differently. */
export function boxAliases(edition: MappingEdition, box: BoxId): readonly string[] {
  const { label, aliases } = teslaBoxes[box];
  return [label, ...aliases].filter((name) => name !== boxLabel(edition, box));
}

/** @returns the row of the edition's table; empty when no mapping is published. */
export function boxRule(edition: MappingEdition, permission: string): BoxRule {
  return Object.hasOwn(edition.rows, permission) ? (ownValue(edition.rows, permission) ?? []) : [];
}

/** A rule in labels, as documents show it. */
export function labelRule(edition: MappingEdition, rule: BoxRule): LabelRule {
  return rule.map((all) => all.map((box) => boxLabel(edition, box)));
}

/** @returns true when the ticked boxes satisfy the rule. A rule without rows is never satisfied by boxes. */
export function satisfies(rule: BoxRule, ticked: ReadonlySet<BoxId>): boolean {
  return rule.some((all) => all.every((box) => ticked.has(box)));
}

/** Permissions whose rows count for an asked one: its own and those it needs in addition. */
export function rulesFor(provider: Provider, edition: MappingEdition, permission: string): readonly BoxRule[] {
  const also = ownValue(provider.alsoNeeds, permission);
  return [boxRule(edition, permission), ...(also === undefined ? [] : [boxRule(edition, also)])];
}

/** @returns true when the ticked boxes satisfy every published row that counts for the permission. */
export function areBoxesTicked(
  { provider, edition }: ProviderEdition,
  permission: string,
  ticked: ReadonlySet<BoxId>,
): boolean {
  return rulesFor(provider, edition, permission).every((rule) => rule.length === 0 || satisfies(rule, ticked));
}

/** The need of a virtual key for a set of permissions. */
export function explainKeyNeed(provider: Provider, asked: readonly AskedPermission[]): ScopeKeyNeed {
  const because = asked.map(({ name }) => name).filter((name) => permissionInfo(provider, name).needsVirtualKey);
  return { needed: because.length > 0, because, cars: because.length > 0 ? keyedCars : [] };
}

/**
 * Says which boxes must be ticked, which permission needs each, and what a missed one costs.
 * @param asked permissions of the provider (or let through with `--allow-unknown`)
 */
export function explainScope(input: {
  readonly provider: Provider;
  readonly edition: MappingEdition;
  readonly asked: readonly AskedPermission[];
  readonly warnings?: readonly string[] | undefined;
  readonly next?: readonly NextStep[] | undefined;
}): ScopeExplanation {
  const { provider, edition, asked } = input;
  return {
    schemaVersion: 1,
    kind: 'scope-explanation',
    provider: provider.id,
    edition: edition.id,
    permissions: asked.map((permission) => explainPermission(provider, edition, permission)),
    boxes: explainBoxes(provider, edition, asked),
    virtualKey: explainKeyNeed(provider, asked),
    warnings: input.warnings ?? [],
    next: input.next ?? [],
  };
}

function permissionInfo(provider: Provider, name: string): PermissionInfo {
  const known = Object.hasOwn(provider.permissions, name) ? ownValue(provider.permissions, name) : undefined;
  if (known !== undefined) return known;
  const control = name.startsWith('control_');
  return {
    access: control ? 'control' : 'read',
    methods: control ? ['POST', 'PUT'] : ['GET'],
    description: `Not in the list of permissions that ${provider.name} publishes`,
    needsVirtualKey: control,
    source: { url: provider.links[0]?.url ?? '', asOf: 'unknown', confidence: 'unconfirmed' },
  };
}

function explainPermission(provider: Provider, edition: MappingEdition, asked: AskedPermission): ExplainedPermission {
  const info = permissionInfo(provider, asked.name);
  const rule = boxRule(edition, asked.name);
  return {
    name: asked.name,
    required: asked.required,
    access: info.access,
    methods: info.methods,
    description: info.description,
    boxes: labelRule(edition, rule),
    unmapped: rule.length === 0,
    ifMissed: costOfMissing(provider, asked, rule),
    footnote: info.footnote,
    source: rule.length === 0 ? info.source : edition.source,
  };
}

function costOfMissing(provider: Provider, asked: AskedPermission, rule: BoxRule): IfMissed {
  if (rule.length === 0) return 'not-applicable';
  if (provider.loss === 'device-unavailable') return 'device-unavailable';
  const minimum = provider.minimum;
  const needsMinimum = minimum !== undefined && rule.every((all) => all.includes(minimum));
  return asked.required || needsMinimum ? 'revoke-access' : 'permission-null';
}

function explainBoxes(
  provider: Provider,
  edition: MappingEdition,
  asked: readonly AskedPermission[],
): readonly ExplainedBox[] {
  const reasons = new Map<BoxId, Set<string>>();
  const instead = new Map<BoxId, readonly BoxId[]>();
  const note = (box: BoxId, reason: string) => reasons.set(box, (reasons.get(box) ?? new Set()).add(reason));
  if (provider.minimum !== undefined) note(provider.minimum, 'connection-minimum');
  const wanted = asked.flatMap(({ name }) => rulesFor(provider, edition, name).map((rule) => ({ name, rule })));
  for (const { name, rule } of wanted) {
    // The first alternative is the one that unlocks most: ask for that one, and name the others beside it.
    for (const box of rule[0] ?? []) {
      note(box, name);
      if (rule.length > 1) instead.set(box, rule.slice(1).flat());
    }
  }
  return boxIds
    .filter((box) => edition.asks.includes(box))
    .map((box) => ({
      id: box,
      label: boxLabel(edition, box),
      aliases: boxAliases(edition, box),
      tick: reasons.has(box),
      because: [...(reasons.get(box) ?? [])],
      ...orInstead(edition, instead.get(box)),
    }));
}

function orInstead(
  edition: MappingEdition,
  boxes: readonly BoxId[] | undefined,
): { orInstead?: readonly string[] | undefined } {
  return boxes === undefined ? {} : { orInstead: boxes.map((box) => boxLabel(edition, box)) };
}
