import type { AccessToken, Application } from '../../state/state.ts';
import { validToken } from './access.ts';
import { refuseByPlan } from './limits.ts';
import { refuse, type ApiCall, type Outcome, type Refusal } from './outcome.ts';

/** A call whose user token was found good. */
export interface UserCall extends ApiCall {
  readonly token: AccessToken & { readonly userId: string };
  readonly application: Application;
}

/** @returns the refusal of a path that the API does not have. */
export function refuseUnknownPath({ request }: ApiCall): Refusal {
  return refuse('RESOURCE_NOT_FOUND:PATH', `no such path: ${request.method} ${request.path.slice(0, 200)}`);
}

/** Runs a call that needs a user's token: token first, then the plan and the allowance. */
export function withUser(call: ApiCall, answer: (call: UserCall) => Outcome): Outcome {
  const { state, request, at } = call;
  const token = validToken(state, request);
  const application = token && state.applications.get(token.applicationId);
  if (token?.userId === undefined || application === undefined) return refuseToken(call);
  const refused = refuseByPlan(state, application, at);
  return refused ?? answer({ ...call, token: { ...token, userId: token.userId }, application });
}

/** @returns the refusal of a request without a good token. */
export function refuseToken({ request }: ApiCall): Refusal {
  const isThere = request.headers['authorization'] !== undefined;
  return refuse('AUTHENTICATION:null', isThere ? 'the token is unknown or has expired' : 'no Authorization header');
}
