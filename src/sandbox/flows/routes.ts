import { faultResponse, takeFault } from '../state/faults.ts';
import { redirect, segments, type SandboxRequest, type SandboxResponse } from '../http/message.ts';
import type { PageContext } from '../pages/context.ts';
import { invalidUrlPage, unknownPage } from '../pages/errors.ts';
import { page } from '../pages/kit.ts';
import { connectFailure } from '../state/connect-errors.ts';
import type { RuleName } from '../state/rules.ts';
import { keepRun } from '../state/runs.ts';
import type { SandboxState } from '../state/state.ts';
import { finishWithError } from './finish.ts';
import { playSession } from '../owner/play.ts';
import { screens } from './screens.ts';
import { sessionUrl } from '../state/session-url.ts';
import { accountOf } from '../state/session-rules.ts';
import type { ConnectSession, PageName } from '../state/session.ts';
import { InvalidConnectUrl, startAuthorize, startManage, startReauthenticate } from './start.ts';

/** `/oauth/authorize` and `/oauth/reauthenticate`: opens a session and leads to its first page. */
export function handleStart(state: SandboxState, request: SandboxRequest): SandboxResponse {
  const start = request.path.startsWith('/oauth/authorize') ? startAuthorize : startReauthenticate;
  try {
    const session = start(state, new URLSearchParams(request.query));
    const answer = orderedEnd(state, request, session) ?? begin(state, session);
    keepRun(state, session);
    return answer;
  } catch (error) {
    if (error instanceof InvalidConnectUrl) return page(invalidUrlPage(error.heading, error.message));
    throw error;
  }
}

function begin(state: SandboxState, session: ConnectSession): SandboxResponse {
  if (state.settings.owner !== undefined) {
    const delayMs = playSession(state, session, state.settings.owner);
    return { ...leave(session, `played without a browser: ${describe(session)}`, 302), delayMs: delayMs || undefined };
  }
  return redirect(sessionUrl(session), {
    decision: `Connect session opened: ${session.kind}, asks ${session.asked.map(({ name }) => name).join(' ') || 'nothing'}`,
  });
}

// Faults that name the address of the flow: the run ends at once with that error, or the address itself fails.
function orderedEnd(
  state: SandboxState,
  request: SandboxRequest,
  session: ConnectSession,
): SandboxResponse | undefined {
  if (state.faults.length === 0) return undefined;
  const { method, path } = request;
  const fault = takeFault(state, { method, path, applicationId: session.applicationId, mustNamePath: true });
  if (fault === undefined) return undefined;
  const { delayMs } = fault;
  const bare = faultResponse(fault, state.ids.uuid());
  if (bare !== undefined) return { ...bare, delayMs };
  if (fault.error === undefined) {
    const answer = begin(state, session);
    return { ...answer, decision: `delayed by fault "${fault.id}"; ${answer.decision}`, delayMs };
  }
  finishWithError(state, session, connectFailure(fault.error.code === null ? fault.error.type : 'server_error'));
  const end = leave(session, `fault "${fault.id}" was ordered: ${describe(session)}`, 302);
  return { ...end, rule: 'ordered', delayMs };
}

/** `/tesla/user/revoke/consent`: the link to Tesla's page for accesses, without Connect around it. */
export function handleManageLink(state: SandboxState, request: SandboxRequest): SandboxResponse {
  try {
    const session = startManage(state, new URLSearchParams(request.query));
    keepRun(state, session);
    return redirect(sessionUrl(session), { decision: 'visit to the page for third-party access' });
  } catch (error) {
    if (error instanceof InvalidConnectUrl) return page(invalidUrlPage(error.heading, error.message));
    throw error;
  }
}

/** `/connect/<session>/<page>` and `/tesla/<session>/<page>`. */
export function handlePage(state: SandboxState, request: SandboxRequest): SandboxResponse {
  const [area, id = '', slug = ''] = segments(request.path);
  const session = state.sessions.get(id);
  if (session === undefined || !state.applications.has(session.applicationId))
    return page(unknownPage('This run of Connect is not known here. It may be too old, or the sandbox was reset.'));
  const name = area === 'tesla' ? `tesla-${slug}` : slug;
  if (request.method === 'POST') return handlePost(state, request, { session, name });
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return page({ ...unknownPage('This page takes GET and POST.'), status: 405 });
  if (name !== session.page) return elsewhere(state, session, name);
  return page(screens[session.page].render(open(state, request, session)));
}

function handlePost(
  state: SandboxState,
  request: SandboxRequest,
  { session, name }: { readonly session: ConnectSession; readonly name: string },
): SandboxResponse {
  const { submit } = screens[session.page];
  if (name !== session.page || submit === undefined) return elsewhere(state, session, name);
  const filledIn = new URLSearchParams(request.body);
  const answer = submit(state, session, filledIn);
  if (!answer.ok) {
    const refusal = { notice: answer.notice, refused: filledIn };
    return page(screens[session.page].render({ ...open(state, request, session), ...refusal }));
  }
  const decision = describe(session);
  const delay = accountOf(state, session)?.pageDelayMs ?? 0;
  const next = leave(session, decision);
  return delay === 0 ? next : { ...next, delayMs: delay };
}

function leave(session: ConnectSession, decision: string, status: 302 | 303 = 303): SandboxResponse {
  // The documents show a 302 to the redirect URI; between pages 303 says plainly that a GET follows.
  const rule = ruleOfRun(session);
  if (session.finalUrl !== undefined) return redirect(session.finalUrl, { status: 302, decision, rule });
  return redirect(sessionUrl(session), { status, decision, rule });
}

function ruleOfRun({ outcome, page }: ConnectSession): RuleName | undefined {
  if (outcome === 'granted') return 'granted';
  if (outcome !== 'open' || page === 'connect-error') return 'connect-error';
  return page === 'missing-permissions' ? 'missing-permissions' : undefined;
}

function describe(session: ConnectSession): string {
  if (session.outcome === 'granted') return `granted: ${session.granted.join(' ') || 'done'}`;
  if (session.outcome !== 'open') return `ended: ${session.outcome}`;
  if (session.page === 'missing-permissions') return `boxes missing: ${session.missing.join(' ')}`;
  return `next page: ${session.page}`;
}

// The owner sees the page of the session.
function open(state: SandboxState, request: SandboxRequest, session: ConnectSession): PageContext {
  if (session.pages.at(-1) !== session.page) session.pages.push(session.page);
  return { state, session, action: sessionUrl(session), query: new URLSearchParams(request.query) };
}

// A page seen before leads to where the owner is now; one that was never reached is an attempt to jump ahead.
function elsewhere(state: SandboxState, session: ConnectSession, name: string): SandboxResponse {
  if (session.outcome !== 'open') return over(session);
  const seen = session.pages.some((page) => page === name);
  if (seen || !isPageName(name))
    return redirect(sessionUrl(session), { status: 303, decision: `back to ${session.page}` });
  const failure = {
    error: 'configuration_error',
    description: 'The flow was entered at a page that had not been reached.',
    extra: { status_code: '400', error_message: `Unexpected page: ${name}` },
  };
  if (session.redirectUri === undefined) {
    finishWithError(state, session, failure);
    return redirect(sessionUrl(session), { status: 303, decision: 'jumped ahead', rule: 'owner-in-order' });
  }
  session.failure = failure;
  session.page = 'connect-error';
  return redirect(sessionUrl(session), {
    status: 303,
    decision: 'jumped ahead: configuration_error',
    rule: 'connect-error',
  });
}

function over(session: ConnectSession): SandboxResponse {
  if (session.finalUrl !== undefined && session.page !== 'finished') {
    session.page = 'finished';
    return redirect(session.finalUrl, { status: 302, decision: 'the answer again, for a second click' });
  }
  return redirect(sessionUrl(session), { status: 303, decision: 'this run is over' });
}

function isPageName(name: string): name is PageName {
  return Object.hasOwn(screens, name);
}
