import type { SandboxState } from '../state/state.ts';
import { withParameters } from './finish.ts';
import { accountOf, consentedBoxes } from '../state/session-rules.ts';
import type { ConnectSession } from '../state/session.ts';

/** Ends Texture's flow: a scoped key is appended to the redirect URL; there is no code and no exchange. */
export function finishTexture(state: SandboxState, session: ConnectSession): void {
  const account = accountOf(state, session);
  if (account === undefined || session.redirectUri === undefined) return;
  const key = state.ids.uuid('texture-scoped-key');
  state.scopedKeys.set(key, {
    applicationId: session.applicationId,
    accountId: account.id,
    customerId: session.customerId ?? account.userId,
    referenceId: session.externalId,
  });
  session.outcome = 'granted';
  session.page = 'success';
  session.ticked = consentedBoxes(state, session) ?? [];
  session.finalUrl = withParameters(session.redirectUri, { texture_scoped_key: key });
}
