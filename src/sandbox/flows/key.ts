import { redirect, segments, type SandboxRequest, type SandboxResponse } from '../http/message.ts';
import { keyAddedPage, keyAddPage, keyRefusedPage } from '../pages/key.ts';
import { page } from '../pages/kit.ts';
import type { SandboxState } from '../state/state.ts';
import { sessionUrl } from '../state/session-url.ts';
import { addKey, checkKey } from '../state/virtual-key.ts';

/** `/_ak/<domain>?vin=`: the page behind `virtual_key_url`. It plays the Tesla app on a phone that is signed in to an account. */
export function handleKey(state: SandboxState, request: SandboxRequest): SandboxResponse {
  const domain = (segments(request.path)[1] ?? '').toLowerCase();
  const query = new URLSearchParams(request.query);
  const form = request.method === 'POST' ? new URLSearchParams(request.body) : query;
  const session = state.sessions.get(query.get('connect') ?? '');
  const username = form.get('account') ?? session?.accountId?.replace('TESLA ', '') ?? undefined;
  const check = checkKey(state, { domain, username, vin: form.get('vin') ?? undefined });
  const action = `${request.path}${request.query === '' ? '' : `?${request.query}`}`;
  const back = session === undefined ? undefined : sessionUrl(session);
  if (!check.ok) return page(keyRefusedPage(state, check, { domain, action, back }));
  if (request.method !== 'POST') return page(keyAddPage(state, check, { domain, action, back }));
  addKey(check.car, domain);
  if (back !== undefined)
    return redirect(back, { status: 303, decision: `key of "${domain}" added to ${check.car.vin}` });
  return page(keyAddedPage(domain, check.car));
}
