import { nothingReadable } from '../core/connections/unreadable-rows.ts';
import { isErrorName } from '../core/errors/api-error.ts';
import { CliError } from '../core/errors/cli-error.ts';
import type { ReadFailure, TokenFacts } from '../core/findings/connection/facts.ts';
import { smartcar } from '../core/providers/smartcar/provider.ts';
import type { GlobalOptions } from '../flags/global-options.ts';
import { endsWithCommand } from './connect-first.ts';
import { listAll, type UserSession } from './connection-list.ts';
import { ownStore } from './own-store.ts';
import { openSandbox } from './sandbox.ts';
import { credentialsMissing, readApiClient } from '../settings/secrets.ts';
import { listSessions, openApi } from './session.ts';
import { resolveSettings, type Settings } from '../settings/settings.ts';
import type { SettingFlags } from '../settings/sources/source.ts';
import type { LiveConnection, ConnectionChoice, Connections, ConnectionContext } from './live-connection.ts';
import { parseEra, type ConnectionFlags } from '../flags/connection.ts';

/** What {@link openConnections} works on. */
export interface OpenConnectionsInput {
  readonly global: Pick<GlobalOptions, 'profile'>;
  readonly flags: ConnectionFlags;
  readonly settingFlags?: SettingFlags | undefined;
  /** The command has something to say without any connection. */
  readonly evenWithout?: boolean | undefined;
}

/**
 * Settles settings and credentials and gives the connections of the application.
 * @throws CliError CREDENTIALS_MISSING when there are neither stored tokens nor credentials of v3
 */
export async function openConnections(
  outer: ConnectionContext,
  { global, flags, settingFlags = {}, evenWithout = false }: OpenConnectionsInput,
): Promise<Connections> {
  const era = parseEra(flags.api);
  const handle = await openSandbox(outer, flags, { provider: smartcar, edition: flags.edition });
  const ctx = ownStore(outer, handle);
  const settings = await resolveSettings(ctx, { ...settingFlags, profile: global.profile }, handle);
  const sessions = era === 'v3' ? [] : await userSessions(ctx, settings);
  const hasApplication = era !== 'v2' && (await readApiClient(ctx, settings)) !== undefined;
  const missing = sessions.length === 0 && !hasApplication ? nothingToRead(era) : undefined;
  if (missing !== undefined && !evenWithout) throw missing;
  const tokens: TokenFacts[] = [];
  const unread: ReadFailure[] = [];
  let unreadable = 0;
  return {
    settings,
    missing,
    list: (choice) => {
      // Those who list again and again want the trouble of now, not that of every round.
      tokens.length = 0;
      unread.length = 0;
      unreadable = 0;
      const onUnreadable = () => (unreadable += 1);
      return listAll(ctx, { settings, sources: { sessions, hasApplication, tokens, unread, onUnreadable }, choice });
    },
    tokens: () => tokens,
    unread: () => unread,
    unreadable: () => unreadable,
    close: async () => handle?.close(),
  };
}

/**
 * Stored user tokens. A sandbox that starts from a scenario has owners whose tokens nobody ever stored: it lends them.
 * Of an owner who connected without a code there are none to lend.
 */
async function userSessions(ctx: ConnectionContext, settings: Settings): Promise<readonly UserSession[]> {
  const stored = await listSessions(ctx, settings);
  const { sandbox } = settings;
  if (sandbox === undefined || stored.length > 0) return stored;
  const connected = (await sandbox.connections()).filter(({ era }) => era !== 'v3');
  const users = new Set(connected.slice(0, mostLent).map(({ userId }) => userId));
  const api = openApi(ctx, settings);
  return [...users].map((userId) => ({
    key: userId,
    tokens: { userId },
    reader: api.v2({ current: () => sandbox.userToken(userId) }),
  }));
}

/** A scenario can have a hundred thousand connections; beyond these v3 lists them. */
const mostLent = 50;

function nothingToRead(era: 'v2' | 'v3' | undefined): CliError {
  if (era === 'v3') return credentialsMissing('The v3 API', 'v3');
  if (era === 'v2') {
    return new CliError('CREDENTIALS_MISSING', 'There are no stored user tokens of API v2 for this application.', {
      hint: 'Run `connect-cli authorize`, which stores them. A sandbox lends those of owners who connected with a code.',
    });
  }
  return new CliError(
    'CREDENTIALS_MISSING',
    'There are neither stored user tokens nor API v3 credentials for this application.',
    {
      hint: 'Run `connect-cli authorize` for user tokens, or set SMARTCAR_API_CLIENT_ID and SMARTCAR_API_CLIENT_SECRET (`connect-cli init` stores them); --sandbox needs none.',
    },
  );
}

/**
 * Finds the one connection that a command acts on.
 * @throws CliError NOT_FOUND, INPUT_REQUIRED when several fit
 */
export async function chooseConnection(connections: Connections, choice: ConnectionChoice): Promise<LiveConnection> {
  const matching: LiveConnection[] = [];
  for await (const connection of connections.list(choice)) {
    matching.push(connection);
    if (matching.length > 5) break;
  }
  const [first, second] = matching;
  if (first !== undefined && second === undefined) return first;
  if (first === undefined) throw notFound(connections, choice);
  throw new CliError('INPUT_REQUIRED', 'Several connections match.', {
    hint: `Name the vehicle: ${matching.map(({ vehicle }) => vehicle.id).join(', ')}. With several users of one vehicle add --user.`,
  });
}

/** The error for a choice that fits nothing; if a list failed that may have it, or rows could not be read, that is why. */
export function notFound(
  connections: Pick<Connections, 'settings' | 'tokens' | 'unread' | 'unreadable'>,
  choice: ConnectionChoice,
): CliError {
  const failure = connections.unread()[0];
  const reason = reasonUnread(connections) ?? (failure === undefined ? undefined : unreadable(failure));
  if (reason !== undefined) return reason;
  const subject =
    choice.vehicleId === undefined
      ? choice.userId === undefined
        ? undefined
        : `user "${choice.userId}"`
      : `vehicle "${choice.vehicleId}"`;
  return new CliError(
    'NOT_FOUND',
    subject === undefined ? 'No vehicle is connected yet.' : `There is no connection with ${subject}.`,
    {
      hint:
        subject === undefined && endsWithCommand(connections.settings)
          ? 'Pass --scenario all-granted, which starts with a connected owner, or keep a sandbox running with connect-cli sandbox --port 4010 and pass --sandbox=http://localhost:4010.'
          : '`connect-cli vehicles` lists the connections; `connect-cli authorize` makes one.',
    },
  );
}

/** @throws CliError why nothing could be listed, where a token failed or rows could not be read */
export function refuseUnread(connections: Pick<Connections, 'tokens' | 'unreadable'>): void {
  const reason = reasonUnread(connections);
  if (reason !== undefined) throw reason;
}

function reasonUnread(connections: Pick<Connections, 'tokens' | 'unreadable'>): CliError | undefined {
  const failure = failuresOf(connections)[0];
  if (failure !== undefined) return unreadable(failure);
  const rows = connections.unreadable();
  return rows === 0 ? undefined : nothingReadable(rows);
}

/**
 * Trouble of the provider says nothing about a token, so it is no finding about one.
 * @throws CliError why nothing could be listed, where the provider answered with trouble of its own
 */
export function refuseTrouble(connections: Pick<Connections, 'tokens'>): void {
  const failure = failuresOf(connections).find(({ code }) => code === 'API_ERROR');
  if (failure !== undefined) throw unreadable(failure);
}

function failuresOf(connections: Pick<Connections, 'tokens'>): readonly ReadFailure[] {
  return connections.tokens().flatMap(({ failure }) => (failure === undefined ? [] : [failure]));
}

function unreadable({ code = 'API_ERROR', name, message, hint }: ReadFailure): CliError {
  if (code !== 'CREDENTIALS_REFUSED') return new CliError(code, message, { hint: hint ?? 'Try again later.' });
  return new CliError(code, message, {
    hint:
      name !== null && isErrorName(name)
        ? `\`connect-cli explain-error ${name}\` explains the cause.`
        : 'Run `connect-cli authorize` again.',
  });
}
