import type { WebAddress } from '../formats.ts';
import type { Document, NextStep } from '../document.ts';
import { boxLabel } from '../permissions/explain.ts';
import { missingBoxes } from '../permissions/loss.ts';
import type { AskedPermission } from '../permissions/scope.ts';
import type { MappingEdition, Provider } from '../providers/provider.ts';
import type { BoxId } from '../tesla/boxes.ts';
import type { BuiltUrl } from './query.ts';

/** What one vehicle of one owner grants at a moment. */
export interface VehicleGrant {
  readonly userId: string;
  readonly vehicleId: string;
  readonly permissions: readonly string[];
}

/** The document of a revoke that was followed to its end. */
export interface GrantChange extends Document {
  readonly kind: 'grant-change';
  readonly url: WebAddress;
  readonly parameters: Readonly<Record<string, string>>;
  /** `manage` is Tesla's page for the access of Texture, which has no flow of its own. */
  readonly flow: 'revoke' | 'update' | 'manage';
  readonly outcome: 'granted' | 'gave-up';
  /** Permissions that every vehicle of the owner had before; and after. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly gained: readonly string[];
  readonly lost: readonly string[];
  /** Asked permissions that are still not granted. */
  readonly missing: readonly string[];
  /** Labels of the boxes that kept the owner from the end. */
  readonly missingBoxes: readonly string[];
}

/** What the pages of a run recorded. */
export interface SeenScreens {
  /** Boxes that the Missing Permissions page named last. */
  readonly blocking: readonly BoxId[];
  /** Boxes that Tesla held at the end. */
  readonly ticked: readonly BoxId[];
}

/** What a followed revoke came to. */
export interface GrantChangeInput {
  readonly provider: Provider;
  readonly edition: MappingEdition;
  readonly link: BuiltUrl;
  readonly flow: GrantChange['flow'];
  readonly asked: readonly AskedPermission[];
  readonly outcome: 'granted' | 'gave-up';
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** What the pages recorded; absent where no page was seen. */
  readonly screens?: SeenScreens | undefined;
  readonly warnings: readonly string[];
  readonly next: readonly NextStep[];
}

/** Compares the grant before with the grant after. */
export function buildGrantChange(input: GrantChangeInput): GrantChange {
  const { before, after, asked, provider, edition } = input;
  const missing = asked.filter(({ name }) => !after.includes(name));
  const ticked = new Set(input.screens?.ticked);
  const lacking = new Set([
    ...(input.screens?.blocking ?? []),
    ...missingBoxes({ provider, edition }, missing, ticked),
  ]);
  const boxes = edition.asks.filter((box) => lacking.has(box));
  return {
    schemaVersion: 1,
    kind: 'grant-change',
    url: input.link.url,
    parameters: input.link.parameters,
    flow: input.flow,
    outcome: input.outcome,
    before,
    after,
    gained: after.filter((name) => !before.includes(name)),
    lost: before.filter((name) => !after.includes(name)),
    missing: missing.map(({ name }) => name),
    missingBoxes: input.outcome === 'granted' ? [] : boxes.map((box) => boxLabel(edition, box)),
    warnings: input.warnings,
    next: input.next,
  };
}

/** @returns for each owner the permissions that all of the owner's vehicles have */
export function grantsByUser(grants: readonly VehicleGrant[]): ReadonlyMap<string, readonly string[]> {
  const users = new Map<string, readonly string[]>();
  for (const { userId, permissions } of grants) {
    const known = users.get(userId);
    users.set(userId, known === undefined ? permissions : known.filter((name) => permissions.includes(name)));
  }
  return users;
}

/** @returns true when everything asked is granted */
export function coversAll(granted: readonly string[], asked: readonly AskedPermission[]): boolean {
  return asked.every(({ name }) => granted.includes(name));
}
