import type { AuditedRow } from './audited-row.ts';
import { campaignKinds, campaignKindOf, type CampaignKind } from './kinds.ts';

/** One owner who has something to do, whatever the number of cars. */
export interface CampaignOwner {
  readonly userId: string | null;
  readonly externalId: string | null;
  readonly kind: CampaignKind;
  readonly language: string | null;
  readonly missingBoxes: readonly string[];
  readonly vehicleIds: readonly string[];
}

/** @returns the owner as this row knows them; undefined where nothing is to be done */
export function ownerOf(row: AuditedRow): CampaignOwner | undefined {
  const kind = campaignKindOf(row.verdict, row.missingBoxes);
  if (kind === null) return undefined;
  const { userId, externalId, language, missingBoxes, vehicleId } = row;
  return { userId, externalId, kind, language, missingBoxes, vehicleIds: vehicleId === null ? [] : [vehicleId] };
}

/** By what rows belong to one owner; null where they do not tell. */
export function ownerKey({ userId, externalId }: Pick<AuditedRow, 'userId' | 'externalId'>): string | null {
  return userId ?? externalId;
}

/** One consent covers all cars of an account: an owner is asked once, for what comes first. */
export function mergeOwners(a: CampaignOwner, b: CampaignOwner): CampaignOwner {
  return {
    userId: a.userId ?? b.userId,
    externalId: a.externalId ?? b.externalId,
    kind: strongerKind(a.kind, b.kind),
    language: a.language ?? b.language,
    missingBoxes: [...new Set([...a.missingBoxes, ...b.missingBoxes])],
    vehicleIds: [...new Set([...a.vehicleIds, ...b.vehicleIds])],
  };
}

/** @returns what comes first of two things to do */
export function strongerKind(a: CampaignKind, b: CampaignKind): CampaignKind {
  return campaignKinds.indexOf(a) <= campaignKinds.indexOf(b) ? a : b;
}
