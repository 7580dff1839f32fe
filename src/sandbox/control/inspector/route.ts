import type { SandboxRequest, SandboxResponse } from '../../http/message.ts';
import type { SandboxCore } from '../sandbox-core.ts';
import { readForm } from './form-body.ts';
import { createNotices, noticeOf, type Done } from './notices.ts';
import { inspectorPage } from './page.ts';
import { inspectorScript } from './script.ts';
import { inspectorStyle } from './style.ts';
import type { InspectorView, KeptSnapshot, Notice } from './view.ts';
import { ownValue } from '../../../core/text/keys.ts';

/** How the inspector carries out an operation: by the control API's own function. */
export interface Operations {
  /**
   * @returns what the operation answers, or a promise of it
   * @throws what the control API answers with 400 and 404
   */
  run(method: string, path: string, body: Readonly<Record<string, unknown>>): Done;
  /** @returns status and sentence of a refusal; what is none is thrown again */
  refusal(error: unknown): { readonly status: number; readonly message: string };
}

/** What the inspector is made of. */
export interface InspectorParts {
  readonly core: SandboxCore;
  readonly snapshots: ReadonlyMap<string, KeptSnapshot>;
  readonly operations: Operations;
}

const files: Readonly<Record<string, { readonly type: string; readonly body: string }>> = {
  'GET /_sandbox/inspector.css': { type: 'text/css; charset=utf-8', body: inspectorStyle },
  'GET /_sandbox/inspector.js': { type: 'text/javascript; charset=utf-8', body: inspectorScript },
};

/**
 * @returns the inspector: its page, its files, and the one address that its forms post to. Undefined for every other
 *   request, which the control API answers.
 */
export function createInspector(parts: InspectorParts): (request: SandboxRequest) => SandboxResponse | undefined {
  const token = randomToken();
  const notices = createNotices();
  const draw = (query: URLSearchParams, notice?: Notice): InspectorView => ({
    state: parts.core.state,
    application: parts.core.application(),
    snapshots: parts.snapshots,
    query,
    token,
    notice: notice ?? notices.find(query.get('notice')),
  });
  return (request) => {
    const address = `${request.method === 'HEAD' ? 'GET' : request.method} ${request.path.replace(/\/$/, '')}`;
    const file = ownValue(files, address);
    if (file !== undefined) return answerFile(file);
    if (address === 'GET /_sandbox') return answerPage(200, draw(new URLSearchParams(request.query)));
    if (address !== 'POST /_sandbox/actions') return undefined;
    const refused = refuseStranger(request, token);
    if (refused !== undefined) return refused;
    return act(parts, new URLSearchParams(request.body), {
      done: (back, notice) => seeOther(back, notices.keep(notice)),
      refused: (back, notice, status) => answerPage(status, draw(back.query, notice)),
    });
  };
}

interface Ends {
  done(back: Back, notice: Notice): SandboxResponse;
  refused(back: Back, notice: Notice, status: number): SandboxResponse;
}

function act({ operations }: InspectorParts, form: URLSearchParams, ends: Ends): SandboxResponse {
  const back = readBack(form.get('back') ?? '');
  const refuse = (error: unknown): SandboxResponse => {
    const { status, message } = operations.refusal(error);
    return ends.refused(back, { tone: 'bad', text: message }, status);
  };
  const [method = '', path = ''] = (form.get('do') ?? '').split(' ');
  try {
    const done = operations.run(method, path, readForm(form));
    if (!(done.result instanceof Promise)) return ends.done(back, noticeOf(done));
    const later = done.result
      .then((result: unknown) => ends.done(back, noticeOf({ ...done, result })))
      .catch((error: unknown) => refuse(error));
    return { status: 202, headers: {}, body: '', later };
  } catch (error) {
    return refuse(error);
  }
}

/** Where the reader comes back to. */
interface Back {
  readonly query: URLSearchParams;
  readonly place: string;
}

// Only parameters and a place of this page: nothing that is written into a form leads elsewhere.
function readBack(text: string): Back {
  const [query = '', place = ''] = text.split('#');
  return { query: new URLSearchParams(query), place: /^[\w-]+$/.test(place) ? place : '' };
}

function seeOther({ query, place }: Back, notice: string): SandboxResponse {
  const next = new URLSearchParams(query);
  next.set('notice', notice);
  const location = `/_sandbox?${next.toString()}${place === '' ? '' : `#${place}`}`;
  return { status: 303, headers: { location, 'cache-control': 'no-store' }, body: '' };
}

/**
 * Forms of other sites reach every address of this machine. They do not know the token of this page, cannot hide where
 * they come from, and cannot read it here.
 */
function refuseStranger({ headers, body }: SandboxRequest, token: string): SandboxResponse | undefined {
  if (!/^application\/x-www-form-urlencoded(?:;|$)/i.test(headers['content-type'] ?? ''))
    return plain(415, 'The inspector takes its own forms.');
  const { origin, host = '', 'sec-fetch-site': site = 'same-origin' } = headers;
  const isForeign = (origin !== undefined && origin !== `http://${host}`) || site !== 'same-origin';
  if (isForeign || !isSame(new URLSearchParams(body).get('token') ?? '', token))
    return plain(403, 'This form does not come from the inspector as it is now. Load its page again.');
  return undefined;
}

// Takes as long for a wrong token as for the right one.
function isSame(received: string, token: string): boolean {
  let difference = received.length ^ token.length;
  for (let index = 0; index < token.length; index += 1)
    difference |= (received.charCodeAt(index) || 0) ^ token.charCodeAt(index);
  return difference === 0;
}

function randomToken(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

// Same-origin and not no-referrer: under that, browsers would send the page's own forms without their origin.
const shared = {
  'cache-control': 'no-store',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

const policy =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

function answerPage(status: number, view: InspectorView): SandboxResponse {
  return {
    status,
    headers: {
      ...shared,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'x-sandbox-page': 'inspector',
    },
    body: inspectorPage(view),
    decision: 'inspector',
  };
}

function answerFile({ type, body }: { readonly type: string; readonly body: string }): SandboxResponse {
  return { status: 200, headers: { ...shared, 'cache-control': 'no-cache', 'content-type': type }, body };
}

function plain(status: number, text: string): SandboxResponse {
  return { status, headers: { ...shared, 'content-type': 'text/plain; charset=utf-8' }, body: `${text}\n` };
}
