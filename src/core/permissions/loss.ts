import type { Provider, ProviderEdition } from '../providers/provider.ts';
import type { BoxId } from '../tesla/boxes.ts';
import { areBoxesTicked, boxLabel, boxRule, rulesFor, satisfies } from './explain.ts';
import type { AskedPermission } from './scope.ts';
import { ownValue } from '../text/keys.ts';

/** What a set of ticked boxes leads to. */
export interface BoxOutcome {
  /** `revoke-access`: no connection; the owner is sent to revoke and to consent again. */
  readonly outcome: 'connected' | 'revoke-access';
  readonly granted: readonly string[];
  readonly lost: readonly string[];
  /** Asked permissions for which no box is published: boxes say nothing about them. */
  readonly unmapped: readonly string[];
  /** Boxes that stand between this and everything that was asked. */
  readonly missingBoxes: readonly string[];
  /** Only where the provider tells two degrees of loss: which kinds of device can be reached at all. */
  readonly devices?: readonly { readonly kind: string; readonly reachable: boolean }[] | undefined;
}

/** The reverse of `explainScope`: boxes in, what is granted and lost out. */
export function explainTicked(
  { provider, edition }: ProviderEdition,
  asked: readonly AskedPermission[],
  ticked: ReadonlySet<BoxId>,
): BoxOutcome {
  const mapped = asked.filter(({ name }) => boxRule(edition, name).length > 0);
  const isMet = ({ name }: AskedPermission) => areBoxesTicked({ provider, edition }, name, ticked);
  const unmet = mapped.filter((permission) => !isMet(permission));
  const blocked = provider.hasRequiredPrefix && isBlocked(provider, unmet, ticked);
  return {
    outcome: blocked ? 'revoke-access' : 'connected',
    granted: blocked ? [] : mapped.filter(isMet).map(({ name }) => name),
    lost: (blocked ? mapped : unmet).map(({ name }) => name),
    unmapped: asked.filter(({ name }) => boxRule(edition, name).length === 0).map(({ name }) => name),
    missingBoxes: missingBoxes({ provider, edition }, mapped, ticked).map((box) => boxLabel(edition, box)),
    devices:
      provider.loss === 'device-unavailable' ? reachableDevices({ provider, edition }, asked, ticked) : undefined,
  };
}

function isBlocked(provider: Provider, unmet: readonly AskedPermission[], ticked: ReadonlySet<BoxId>): boolean {
  const isMinimumMissing = provider.minimum !== undefined && !ticked.has(provider.minimum);
  return isMinimumMissing || unmet.some(({ required }) => required);
}

/** @returns boxes that must be ticked where these permissions are granted: the one behind each, and the minimum */
export function provedBoxes({ provider, edition }: ProviderEdition, granted: Iterable<string>): ReadonlySet<BoxId> {
  const rules = [...granted].flatMap((name) => rulesFor(provider, edition, name));
  const proved = rules.filter((rule) => rule.length === 1).flatMap((rule) => rule[0] ?? []);
  return new Set(provider.minimum === undefined ? proved : [provider.minimum, ...proved]);
}

/** Boxes to add so that every asked permission is met, in the edition's order. */
export function missingBoxes(
  { provider, edition }: ProviderEdition,
  asked: readonly AskedPermission[],
  ticked: ReadonlySet<BoxId>,
): readonly BoxId[] {
  const missing = new Set<BoxId>();
  if (provider.minimum !== undefined && !ticked.has(provider.minimum)) missing.add(provider.minimum);
  const unmet = asked
    .flatMap(({ name }) => rulesFor(provider, edition, name))
    .filter((rule) => rule.length > 0 && !satisfies(rule, ticked));
  for (const box of unmet.flatMap((rule) => rule[0] ?? [])) missing.add(box);
  return edition.asks.filter((box) => missing.has(box) && !ticked.has(box));
}

function reachableDevices(
  { provider, edition }: ProviderEdition,
  asked: readonly AskedPermission[],
  ticked: ReadonlySet<BoxId>,
): readonly { kind: string; reachable: boolean }[] {
  // A device is reachable at all once the box for reading it is ticked.
  const reads = new Set(asked.map(({ name }) => ownValue(provider.alsoNeeds, name) ?? name));
  return [...reads].map((name) => ({
    kind: name.replace(/_.*$/, ''),
    reachable: satisfies(boxRule(edition, name), ticked),
  }));
}
