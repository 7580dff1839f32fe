import { buildGrantChange, type GrantChange, type VehicleGrant } from '../../core/connect/grant-change.ts';
import type { NextStep } from '../../core/document.ts';
import { CliError } from '../../core/errors/cli-error.ts';
import { formatScope } from '../../core/permissions/scope.ts';
import { commandLine } from '../../core/text/shell.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import type { Context } from '../../io/context.ts';
import type { OwnerPlay } from '../../core/tesla/owner-play.ts';
import type { SandboxHandle } from '../../io/sandbox-control.ts';
import type { GlobalOptions } from '../../flags/global-options.ts';
import { stayInside } from '../../flags/stay-inside.ts';
import { openConnections, refuseUnread } from '../../live/connection.ts';
import type { ConnectionChoice, Connections } from '../../live/live-connection.ts';
import type { ReauthenticateRequest } from '../../links/reauthenticate-link.ts';
import { spellTimeout } from '../../flags/timeout.ts';
import { renderGrantChange } from '../../report/human/grant-change.ts';
import type { Outcome } from '../../report/outcome.ts';
import type { RevokeFlags } from './flags.ts';
import { played, readScreens, rehearse } from './rehearse.ts';
import { watchGrants } from './watch.ts';

/** A revoke link whose effect is followed. */
export interface Follow {
  readonly ctx: Context;
  readonly global: GlobalOptions;
  readonly flags: RevokeFlags;
  readonly request: ReauthenticateRequest;
  readonly timeoutMs: number;
  /** Who goes through the pages where no person does; needs a sandbox. */
  readonly owner?: OwnerPlay | undefined;
  /** Opens the link, if it is to be opened; called once the grant before is known. */
  readonly open: () => Promise<void>;
  readonly next: readonly NextStep[];
}

/** Follows the owner of a sandbox to the success page or to the end of their patience. */
export async function followRehearsal(
  { ctx, flags, request, timeoutMs, owner, open, next }: Follow,
  sandbox: SandboxHandle,
): Promise<Outcome> {
  if (owner === undefined && !ctx.stderr.isTTY) {
    throw new CliError(
      'INPUT_REQUIRED',
      'Nobody can click through this sandbox: there is no terminal and no played owner.',
      {
        hint: 'Add --owner select-all, or --owner with the boxes to tick.',
      },
    );
  }
  const options = { timeoutMs, open, owner };
  const result = await rehearse(ctx, { sandbox, url: request.built.url, options });
  return ended(request, { ...result, next: result.outcome === 'granted' ? [] : [retry(flags, request), ...next] });
}

function ended(request: ReauthenticateRequest, followed: Followed): Outcome {
  const document = describe(request, followed);
  const exitCode = followed.outcome === 'granted' ? exitCodes.done : exitCodes.ownerRefused;
  return { exitCode, document, text: (style) => renderGrantChange(document, style) };
}

/**
 * Polls the API until the grant of an owner has changed, or a played owner has given up.
 * @throws CliError CREDENTIALS_MISSING, TIMED_OUT, NOT_FOUND
 */
export async function followWait(follow: Follow, sandbox: SandboxHandle | undefined): Promise<Outcome> {
  const { ctx, global, flags, request, timeoutMs, owner, open, next } = follow;
  if (request.flow === 'vehicle') {
    throw new CliError('USAGE', '--wait watches for new permissions, and renewing one vehicle asks for none.', {
      hint: 'Leave --wait out; `connect-cli diagnose --vehicle ID` tells whether the vehicle answers again.',
    });
  }
  const connections = await openConnections(ctx, {
    global,
    flags: connectionFlags(flags),
    settingFlags: {
      applicationId: flags.applicationId,
      clientId: flags.clientId,
    },
  });
  try {
    const asked = request.scope?.asked ?? [];
    let isNeeded = false;
    const change = await watchGrants(ctx, {
      read: () => readGrants(connections, choiceOf(flags)),
      asked,
      options: {
        timeoutMs,
        onStart: async (lacking) => {
          isNeeded = true;
          ctx.stderr.write(
            `Watching ${lacking === 1 ? 'one owner' : `${lacking} owners`} for ${spellTimeout(timeoutMs)}. Ctrl-C stops.\n`,
          );
          await open();
          if (owner === undefined || sandbox === undefined) return 'under-way';
          return (await played(ctx, { sandbox, url: request.built.url, owner })) === 'granted'
            ? 'under-way'
            : 'gave-up';
        },
      },
    });
    if (!isNeeded) ctx.stderr.write('Everything you ask for is already granted: nobody has to open the link.\n');
    if (change.outcome === 'granted' || sandbox === undefined) return ended(request, { ...change, next: [] });
    const screens = await readScreens(sandbox);
    return ended(request, { ...change, screens, next: [again(request), ...next] });
  } finally {
    await connections.close();
  }
}

function connectionFlags(flags: RevokeFlags) {
  return {
    sandbox: flags.sandbox,
    api: flags.api,
  };
}

function choiceOf(flags: RevokeFlags): ConnectionChoice {
  return {
    userId: flags.watchUser,
    vehicleId: flags.watchVehicle,
  };
}

async function readGrants(connections: Connections, choice: ConnectionChoice): Promise<readonly VehicleGrant[]> {
  const grants: VehicleGrant[] = [];
  for await (const { userId, vehicle, granted, reader } of connections.list(choice)) {
    const permissions = granted ?? (await reader.readPermissions(vehicle.id));
    grants.push({ userId, vehicleId: vehicle.id, permissions });
  }
  if (grants.length === 0) refuseUnread(connections);
  return grants;
}

/** The link works as often as it is opened. */
function again({ built }: ReauthenticateRequest): NextStep {
  return { url: built.url, why: 'Ask the owner to press Select All, and send the same link again.' };
}

/** The link of a sandbox that ends with the command leads nowhere afterwards. */
function retry(flags: RevokeFlags, request: ReauthenticateRequest): NextStep {
  if (flags.sandbox !== true) return again(request);
  const scope = request.scope === undefined ? [] : ['--scope', formatScope(request.scope.asked)];
  const edition = flags.edition === undefined ? [] : ['--edition', flags.edition];
  const words = ['revoke', '--make', 'TESLA', ...scope, ...edition];
  return stayInside(
    { command: commandLine(['connect-cli', ...words]), why: 'Rehearse it with an owner who presses Select All.' },
    flags,
  );
}

type Followed = Pick<GrantChange, 'outcome' | 'before' | 'after' | 'next'> &
  Pick<Parameters<typeof buildGrantChange>[0], 'screens'>;

function describe(request: ReauthenticateRequest, followed: Followed): GrantChange {
  const { provider, edition, built, flow, scope, warnings } = request;
  return buildGrantChange({
    provider,
    edition,
    link: built,
    flow: flow === 'update' ? 'update' : 'revoke',
    asked: scope?.asked ?? [],
    warnings,
    ...followed,
  });
}
