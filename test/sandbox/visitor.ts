import type { BoxId } from '../../src/core/tesla/boxes.ts';
import type { OwnerPlay, OwnerRound } from '../../src/core/tesla/owner-play.ts';
import type { PlayedOwner } from '../../src/io/sandbox-control.ts';
import { connectionsOfApplication } from '../../src/sandbox/state/connections.ts';
import { sendInProcess } from '../support/in-process.ts';
import { effectivePermissions } from '../../src/sandbox/state/grants.ts';
import { loadControl } from '../../src/sandbox/control/lazy.ts';
import type { SandboxResponse } from '../../src/sandbox/http/message.ts';
import { createIds, createSeededUuid } from '../../src/sandbox/state/ids.ts';
import { OwnerWalk, walkInProcess } from '../support/page-owner.ts';
import { describeRun, findRun } from '../../src/sandbox/state/runs.ts';
import { createSandboxCore, type SandboxOptions } from '../../src/sandbox/sandbox.ts';
import type { SandboxCore } from '../../src/sandbox/control/sandbox-core.ts';

// The control API answers at once when it is loaded.
await loadControl();

/** A Saturday at noon, UTC. */
const noon = Date.UTC(2026, 10, 21, 12);

export const redirectUri = 'https://example.com/auth';

export const everyBox: readonly BoxId[] = [
  'user_data',
  'vehicle_device_data',
  'vehicle_location',
  'vehicle_cmds',
  'vehicle_charging_cmds',
];

export const selectAll: OwnerRound = { kind: 'select-all' };

export function boxes(...ids: readonly BoxId[]): OwnerRound {
  return { kind: 'boxes', boxes: ids };
}

/** A sandbox without a socket whose clock and ids are the test's. */
export interface Stage {
  readonly core: SandboxCore;
  readonly applicationId: string;
  /** Moves the clock, milliseconds. */
  advance(milliseconds: number): void;
  get(target: string, headers?: Readonly<Record<string, string>>): SandboxResponse;
  post(
    target: string,
    form: Readonly<Record<string, string>> | string,
    headers?: Readonly<Record<string, string>>,
  ): SandboxResponse;
  /** Walks from an address of the sandbox to the end; a list is what the owner unticks. */
  walk(
    target: string,
    rounds: readonly OwnerRound[],
    rest?: Partial<Omit<OwnerPlay, 'rounds'>> | readonly string[],
  ): PlayedOwner & { readonly parameters: URLSearchParams };
  run(): ReturnType<typeof describeRun>;
  /** What the application holds on its first connection right now. */
  granted(applicationId?: string): readonly string[];
}

export function setStage(options: SandboxOptions = {}): Stage {
  let now = noon;
  const core = createSandboxCore({
    now: () => now,
    ids: createIds(createSeededUuid('test')),
    ...options,
    registration: { redirectUris: [redirectUri], ...options.registration },
  });
  const send = (method: string, target: string, body: string, headers: Readonly<Record<string, string>> = {}) => {
    const [path = '', query = ''] = target.split('?');
    return core.handle({ method, path, query, headers, body });
  };
  return {
    core,
    applicationId: core.application().id,
    advance: (milliseconds) => {
      now += milliseconds;
    },
    get: (target, headers) => send('GET', target, '', headers),
    post: (target, form, headers) =>
      send('POST', target, typeof form === 'string' ? form : new URLSearchParams(form).toString(), {
        'content-type': 'application/x-www-form-urlencoded',
        ...headers,
      }),
    walk: (target, rounds, rest = []) => {
      const play: OwnerPlay = { rounds, untick: [], ...(isList(rest) ? { untick: rest } : rest) };
      const end = walkInProcess(new OwnerWalk(target, 'http://localhost', play), (request) =>
        sendInProcess(core.handle, 'http://localhost', request),
      );
      return { ...end, parameters: new URLSearchParams(end.url.split('?')[1] ?? '') };
    },
    run: () => {
      const run = findRun(core.state);
      if (run === undefined) throw new Error('no run yet');
      return describeRun(run);
    },
    granted: (applicationId) => {
      const [first] = connectionsOfApplication(core.state, applicationId ?? core.application().id);
      return first === undefined ? [] : effectivePermissions(core.state, first);
    },
  };
}

function isList(value: object): value is readonly string[] {
  return Array.isArray(value);
}

/** Writes out a Connect link for the stage's application. */
export function connectLink(stage: Stage, parameters: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: stage.applicationId,
    make: 'TESLA',
    state: 'S',
    ...parameters,
  });
  return `/oauth/authorize?${query.toString()}`;
}

/** Writes out the seed's revoke link. */
export function revokeLink(stage: Stage, scope: string): string {
  return `/oauth/reauthenticate?response_type=none&make=TESLA&revoke_access=true&client_id=${stage.applicationId}&scope=${encodeURIComponent(scope)}`;
}
