import { createBoundedMemo } from '../../core/audit/memo.ts';
import type { PersonalLink } from '../../core/campaign/links.ts';
import type { CampaignOwner } from '../../core/campaign/owner.ts';
import { measureSms } from '../../core/campaign/sms.ts';
import { buildState, type StateKeys } from '../../core/campaign/state.ts';
import type { CampaignKind } from '../../core/campaign/kinds.ts';
import { smartcar } from '../../core/providers/smartcar/provider.ts';
import { buildLetter, findLanguage, type Letter } from '../../report/guide/letter.ts';
import type { Language } from '../../report/guide/messages/languages.ts';
import type { OwnerRow } from '../../report/campaign/owner-rows.ts';

/** What all letters of a campaign share. */
export interface LetterPlan {
  readonly links: ReadonlyMap<CampaignKind, PersonalLink>;
  readonly keys: StateKeys;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  readonly language: Language;
  readonly app: string | undefined;
  readonly keyDomain: string;
}

/** @returns what is written to an owner; undefined for a kind that has no link */
export function createLetterWriter(plan: LetterPlan): (owner: CampaignOwner) => OwnerRow | undefined {
  const letterOf = createBoundedMemo<Letter>();
  const expiresAt = new Date(plan.expiresAt).toISOString();
  return (owner) => {
    const { kind, missingBoxes } = owner;
    const personal = plan.links.get(kind);
    if (personal === undefined) return undefined;
    const language = findLanguage(owner.language) ?? plan.language;
    const parts = { kind, language, app: plan.app, provider: smartcar.name, missingBoxes, keyDomain: plan.keyDomain };
    const letter = letterOf([kind, language, ...missingBoxes].join('\0'), () => buildLetter(parts));
    const state = buildState(plan.keys, owner.userId ?? owner.externalId ?? '', plan.expiresAt);
    const link = personal.build(state);
    const sms = letter.sms(link);
    return {
      owner,
      language,
      subject: letter.subject,
      text: letter.text(link),
      link,
      state,
      expiresAt,
      sms,
      smsLength: measureSms(sms),
    };
  };
}
