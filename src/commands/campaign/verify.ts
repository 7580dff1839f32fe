import type { CampaignStateDocument } from '../../core/campaign/documents.ts';
import { checkState, type StateCheck, type StateRefusal } from '../../core/campaign/state.ts';
import { CliError } from '../../core/errors/cli-error.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import type { Context } from '../../io/context.ts';
import { readBounds } from '../../io/read-bounds.ts';
import { renderCampaignState } from '../../report/human/campaign.ts';
import type { Outcome } from '../../report/outcome.ts';
import { requireStateKeys } from './state-keys.ts';

/** The flags of `campaign verify`. */
export interface VerifyFlags {
  readonly keyFile?: string | undefined;
}

interface VerifyInput {
  readonly state: string;
  readonly json: boolean;
  readonly flags: VerifyFlags;
}

const refusals: Readonly<Record<StateRefusal, string>> = {
  malformed: 'It is not a campaign state.',
  'other-key': 'It was signed with a key that is not one of yours.',
  forged: 'It was changed after it was signed, or forged.',
  expired: 'It has expired.',
};

/**
 * Says whose a state is.
 * @throws CliError SECURITY where it is refused, but with `--json`: there the document says it
 */
export async function verifyState(ctx: Context, { state, json, flags }: VerifyInput): Promise<Outcome> {
  const { keys, warnings } = await requireStateKeys(ctx, flags.keyFile);
  const text = state === '-' ? await ctx.stdin.readAll(readBounds.redirect) : state;
  const check = checkState(keys, stateIn(text.trim()), ctx.clock.now());
  if (!check.valid && !json) throw refused(check.reason);
  for (const warning of json ? [] : warnings) ctx.stderr.write(`${warning}\n`);
  const document = buildDocument(check, warnings);
  const exitCode = check.valid ? exitCodes.done : exitCodes.security;
  return { exitCode, document, text: () => renderCampaignState(document) };
}

/** The address of a redirect has the state in its query. */
function stateIn(text: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text) && URL.canParse(text)
    ? (new URL(text).searchParams.get('state') ?? '')
    : text;
}

function refused(reason: StateRefusal): CliError {
  return new CliError('SECURITY', `The state is refused. ${refusals[reason]}`, {
    hint:
      reason === 'expired'
        ? 'Send the owner a new link, from a new campaign.'
        : 'Do not trust the redirect it came with: treat the owner as unknown.',
  });
}

function buildDocument(check: StateCheck, warnings: readonly string[]): CampaignStateDocument {
  const known = check.valid
    ? {
        valid: true,
        reason: 'ok' as const,
        userId: check.user,
        expiresAt: new Date(check.expiresAt).toISOString(),
        keyId: check.keyId,
      }
    : { valid: false, reason: check.reason, userId: null, expiresAt: null, keyId: null };
  return { schemaVersion: 1, kind: 'campaign-state', ...known, warnings, next: [] };
}
