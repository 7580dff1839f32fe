import type { AuditVerdict } from '../audit/verdict.ts';

/**
 * What an owner is asked to do, what comes first first: `reconnect` goes through Connect, `revoke` takes the access back
 * at Tesla and ticks its boxes anew, `tick-boxes` ticks what was unticked on Smartcar's own screen, `add-key` adds the
 * virtual key.
 */
export const campaignKinds = ['reconnect', 'revoke', 'tick-boxes', 'add-key'] as const;

/** One of `campaignKinds`. */
export type CampaignKind = (typeof campaignKinds)[number];

/** @returns what the owner of a connection is asked for; null where there is nothing to ask. */
export function campaignKindOf(verdict: AuditVerdict, missingBoxes: readonly string[]): CampaignKind | null {
  switch (verdict) {
    case 'revoked':
    case 'migrate':
      return 'reconnect';
    case 'missing-boxes':
      // All boxes are ticked at Tesla: what is missing was unticked on Smartcar's screen.
      return missingBoxes.length === 0 ? 'tick-boxes' : 'revoke';
    case 'key-needed':
      return 'add-key';
    case 'unknown':
    case 'fine':
      return null;
  }
}
