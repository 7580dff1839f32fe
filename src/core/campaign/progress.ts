import type { AuditedRow } from './audited-row.ts';
import type { ownerProgress, CampaignProgressDocument, OwnerProgress } from './documents.ts';
import { campaignKinds, campaignKindOf, type CampaignKind } from './kinds.ts';
import { strongerKind } from './owner.ts';

/** What an owner has to do: a kind, nothing, or what no audit could tell. */
export type Need = CampaignKind | 'nothing' | 'unknown';

/** @returns what one row says of its owner */
export function needOf({ verdict, missingBoxes }: AuditedRow): Need {
  return campaignKindOf(verdict, missingBoxes) ?? (verdict === 'unknown' ? 'unknown' : 'nothing');
}

/** What comes first of what two cars of an owner need. */
export function strongerNeed(a: Need, b: Need): Need {
  if (isKind(a) && isKind(b)) return strongerKind(a, b);
  if (isKind(a) || isKind(b)) return isKind(a) ? a : b;
  return a === 'nothing' || b === 'nothing' ? 'nothing' : 'unknown';
}

function isKind(need: Need): need is CampaignKind {
  return need !== 'nothing' && need !== 'unknown';
}

/** @returns what became of an owner; undefined where there was and is nothing to do. An absent need: not in that audit. */
export function progressOf(before: Need | undefined, after: Need | undefined): OwnerProgress | undefined {
  if (before === undefined || !isKind(before)) return after !== undefined && isKind(after) ? 'new' : undefined;
  if (after === undefined) return 'gone';
  if (after === 'unknown') return 'unknown';
  if (after === 'nothing') return 'mended';
  return after === before ? 'waiting' : 'changed';
}

type KindCounts = {
  -readonly [K in keyof CampaignProgressDocument['kinds'][number]]: CampaignProgressDocument['kinds'][number][K];
};

/** Counts owners, one after the other. */
export interface ProgressCount {
  add(before: Need | undefined, after: Need | undefined): OwnerProgress | undefined;
  result(): Pick<CampaignProgressDocument, 'owners' | 'progress' | 'new' | 'kinds'>;
}

export function createProgressCount(): ProgressCount {
  const kinds = new Map(campaignKinds.map((kind) => [kind, emptyKind(kind)]));
  let isNew = 0;
  return {
    add(before, after) {
      const progress = progressOf(before, after);
      if (after !== undefined && isKind(after)) increase(kinds.get(after), 'now');
      if (before !== undefined && isKind(before)) {
        increase(kinds.get(before), 'before');
        if (progress !== undefined && progress !== 'new') increase(kinds.get(before), progress);
      }
      if (progress === 'new') isNew += 1;
      return progress;
    },
    result() {
      const counts = [...kinds.values()];
      const sum = (name: 'before' | (typeof ownerProgress)[number]) =>
        counts.reduce((total, one) => total + one[name], 0);
      return {
        owners: sum('before'),
        progress: {
          mended: sum('mended'),
          waiting: sum('waiting'),
          changed: sum('changed'),
          unknown: sum('unknown'),
          gone: sum('gone'),
        },
        new: isNew,
        kinds: counts,
      };
    },
  };
}

function emptyKind(kind: CampaignKind): KindCounts {
  return { kind, before: 0, now: 0, mended: 0, waiting: 0, changed: 0, unknown: 0, gone: 0 };
}

function increase(counts: KindCounts | undefined, name: Exclude<keyof KindCounts, 'kind'>): void {
  if (counts !== undefined) counts[name] += 1;
}
