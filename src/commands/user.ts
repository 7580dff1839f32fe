import type { UsersDocument } from '../core/connections/documents.ts';
import { exitCodes } from '../core/exit-codes.ts';
import type { Context } from '../io/context.ts';
import { addExamples, type CommandModule } from './command.ts';
import type { GlobalOptions } from '../flags/global-options.ts';
import { addConnectionOptions, type ConnectionFlags } from '../flags/connection.ts';
import type { LiveConnection } from '../live/live-connection.ts';
import { limitOption, parseLimit, type LimitFlags } from '../flags/limit.ts';
import { connectFirst } from '../live/connect-first.ts';
import { listConnections, listingWarnings, withConnections } from '../live/inventory.ts';
import { renderUsers } from '../report/human/connections.ts';
import type { Outcome } from '../report/outcome.ts';

export const command: CommandModule = {
  register(program, run) {
    program.argument('[id]', "Smartcar's user id, or your own (external_id); all users by default");
    addConnectionOptions(program)
      .option(...limitOption)
      .action((id: string | undefined, options: Options) =>
        run((ctx, global) => listUsers(ctx, { global, id, options })),
      );
    addExamples(program, [
      ['user', 'the users of your application: v2 reads /user with each stored token, v3 reads /connections'],
      ['user cust_42', 'one of them, by your own id'],
    ]);
  },
};

interface Options extends ConnectionFlags, LimitFlags {}

interface ListUsersInput {
  readonly global: GlobalOptions;
  readonly id: string | undefined;
  readonly options: Options;
}

async function listUsers(ctx: Context, { global, id, options }: ListUsersInput): Promise<Outcome> {
  const limit = parseLimit(options);
  const document = await withConnections(ctx, {
    global,
    flags: options,
    work: async (connections): Promise<UsersDocument> => {
      const { rows, warnings } = await listConnections(connections, id === undefined ? {} : { userId: id }, limit);
      const users = groupByUser(rows);
      return {
        schemaVersion: 1,
        kind: 'users',
        users,
        warnings: [...listingWarnings(connections), ...warnings],
        next: users.length === 0 ? [connectFirst(connections.settings, 'user', 'Connect the first owner.')] : [],
      };
    },
  });
  return { exitCode: exitCodes.done, document, text: (style) => renderUsers(document, style) };
}

function groupByUser(connections: readonly LiveConnection[]): UsersDocument['users'] {
  const users = new Map<string, { readonly first: LiveConnection; readonly vehicleIds: string[] }>();
  for (const connection of connections) {
    const known = users.get(connection.userId);
    if (known === undefined) users.set(connection.userId, { first: connection, vehicleIds: [connection.vehicle.id] });
    else known.vehicleIds.push(connection.vehicle.id);
  }
  return [...users.values()].map(({ first: { userId, externalId, era }, vehicleIds }) => ({
    id: userId,
    externalId: externalId ?? null,
    era,
    vehicleIds,
  }));
}
