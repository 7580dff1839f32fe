import { createSandboxCore, type SandboxOptions } from '../../../src/sandbox/sandbox.ts';
import type { SandboxCore } from '../../../src/sandbox/control/sandbox-core.ts';
import { serveSandbox } from '../../../src/sandbox/http/serve.ts';
import { OwnerWalk, walkInProcess, type OwnerRequest, type OwnerResponse } from '../../support/page-owner.ts';
import type { OwnerPlay } from '../../../src/core/tesla/owner-play.ts';
import type { PlayedOwner } from '../../../src/io/sandbox-control.ts';

/** A sandbox on a free loopback port, with a clock that stands still until it is advanced. */
export interface Served {
  readonly core: SandboxCore;
  readonly url: string;
  advance(milliseconds: number): void;
  /** Walks an owner through Connect, in process. */
  play(url: string, owner?: OwnerPlay): PlayedOwner;
  close(): Promise<void>;
}

const selectAll: OwnerPlay = { rounds: [{ kind: 'select-all' }], untick: [] };

export async function serve(options: SandboxOptions = {}): Promise<Served> {
  const start = Date.UTC(2026, 10, 21, 12);
  const core = createSandboxCore({ now: () => start, ...options });
  const server = await serveSandbox(core.handle);
  core.state.settings.origin = server.url;
  return {
    core,
    url: server.url,
    advance: (milliseconds) => {
      core.state.clockOffset += milliseconds;
    },
    play: (url, owner = selectAll) => play(core, server.url, url, owner),
    close: () => server.close(),
  };
}

/** Walks an owner through Connect without a socket. */
export function play(core: SandboxCore, origin: string, url: string, owner: OwnerPlay = selectAll): PlayedOwner {
  return walkInProcess(new OwnerWalk(url, origin, owner), (request) => send(core, origin, request));
}

function send(core: SandboxCore, origin: string, request: OwnerRequest): OwnerResponse {
  const target = request.url.startsWith(origin) ? request.url.slice(origin.length) : request.url;
  const [path = '', query = ''] = target.split('?');
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const {
    status,
    headers: answered,
    body,
  } = core.handle({ method: request.method, path, query, headers, body: request.body ?? '' });
  const { location, 'x-sandbox-page': page } = answered;
  return { status, body, ...(location === undefined ? {} : { location }), ...(page === undefined ? {} : { page }) };
}
