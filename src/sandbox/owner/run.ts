import type { OwnerPlay } from '../../core/tesla/owner-play.ts';
import type { PlayedOwner } from '../../io/sandbox-control.ts';
import type { SandboxHandler } from '../http/message.ts';
import type { SandboxResponse } from '../http/message.ts';
import { findApplication } from '../state/registration.ts';
import { namesOf } from '../state/scope.ts';
import { sessionUrl } from '../state/session-url.ts';
import type { ConnectSession } from '../state/session.ts';
import type { SandboxState } from '../state/state.ts';
import { playSession } from './play.ts';

/** How a played run ended, and the milliseconds that its pages would have taken. */
export interface PlayedRun {
  readonly played: PlayedOwner;
  readonly delayMs: number;
}

/** A sandbox in which an owner is played. */
export interface Theatre {
  readonly state: SandboxState;
  readonly handle: SandboxHandler;
}

/**
 * Opens a link of the sandbox and plays the owner to the end of the run.
 * @param link path and query of a Connect, reauthenticate, Texture or manage link
 * @throws RangeError for a permission to untick that no screen of this link shows
 */
export function playLink({ state, handle }: Theatre, link: string, play: OwnerPlay): PlayedRun {
  refuseUnasked(state, link, play);
  const first = open({ state, handle }, link, play);
  const { location, 'x-sandbox-page': page } = first.headers;
  const delayMs = first.delayMs ?? 0;
  if (location === undefined) return { played: { url: link, page, outcome: 'finished' }, delayMs };
  const session = sessionAt(state, location);
  if (session === undefined) return { played: { url: location, outcome: 'redirected' }, delayMs };
  // Links of Texture and to Tesla's own pages lead to a first page in any case.
  const more = playSession(state, session, play);
  return { played: endOf(session), delayMs: delayMs + more };
}

/** An owner who unticks what is not there would grant more than was meant, without a word. */
function refuseUnasked(state: SandboxState, link: string, { untick }: OwnerPlay): void {
  const [path = '', query = ''] = link.split(/\?(.*)/s);
  if (untick.length === 0 || !/^\/oauth\/authorize\/?$/.test(path)) return;
  const asking = new URLSearchParams(query);
  const application = findApplication(state, asking.get('application_id') ?? asking.get('client_id') ?? '');
  const scope = (asking.get('scope') ?? '').trim();
  const asked = scope === '' ? application?.vehicleAccess.map(({ name }) => name) : namesOf(scope);
  const unasked = untick.find((name) => asked?.includes(name) === false);
  if (unasked !== undefined)
    throw new RangeError(`untick: "${unasked}" is not asked for by this link, so no screen shows it.`);
}

function open({ state, handle }: Theatre, link: string, play: OwnerPlay): SandboxResponse {
  const [path = '', query = ''] = link.split(/\?(.*)/s);
  const { settings } = state;
  const before = settings.owner;
  settings.owner = play;
  try {
    return handle({ method: 'GET', path, query, headers: {}, body: '' });
  } finally {
    settings.owner = before;
  }
}

function sessionAt(state: SandboxState, location: string): ConnectSession | undefined {
  const id = /^\/(?:connect|tesla)\/([^/?]+)\//.exec(location)?.[1];
  return id === undefined ? undefined : state.sessions.get(id);
}

function endOf(session: ConnectSession): PlayedOwner {
  if (session.finalUrl !== undefined) return { url: session.finalUrl, outcome: 'redirected' };
  // The owner sees the page at which the run ended.
  if (session.pages.at(-1) !== session.page) session.pages.push(session.page);
  const outcome = session.page === 'finished' ? 'gave-up' : 'finished';
  return { url: sessionUrl(session), page: session.page, outcome };
}
