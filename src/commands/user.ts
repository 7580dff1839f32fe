import type { UsersDocument } from '../core/connections/documents.ts';
import { exitCodes } from '../core/exit-codes.ts';
import type { Context } from '../io/context.ts';
import { addExamples, type CommandModule } from './command.ts';
import type { GlobalOptions } from '../flags/global-options.ts';
import { addConnectionOptions, type ConnectionFlags } from '../flags/connection.ts';
import type { LiveConnection } from '../live/live-connection.ts';
import { listConnections, tokenWarnings, withConnections } from '../live/inventory.ts';
import { renderUsers } from '../report/human/connections.ts';
import type { Outcome } from '../report/outcome.ts';

export const command: CommandModule = {
  register(program, run) {
    program.argument('[id]', "Smartcar's user id, or your own (external_id); without it every user");
    addConnectionOptions(program).action((id: string | undefined, options: ConnectionFlags) =>
      run((ctx, global) => listUsers(ctx, { global, id, options })),
    );
    addExamples(program, [
      ['user', 'the users of your application: v2 reads /user with each stored token, v3 reads /connections'],
      ['user cust_42', 'one of them, by your own id'],
    ]);
  },
};

interface ListUsersInput {
  readonly global: GlobalOptions;
  readonly id: string | undefined;
  readonly options: ConnectionFlags;
}

async function listUsers(ctx: Context, { global, id, options }: ListUsersInput): Promise<Outcome> {
  const document = await withConnections(ctx, {
    global,
    flags: options,
    work: async (connections): Promise<UsersDocument> => {
      const users = groupByUser(await listConnections(connections, id === undefined ? {} : { userId: id }));
      return {
        schemaVersion: 1,
        kind: 'users',
        users,
        warnings: tokenWarnings(connections),
        next: users.length === 0 ? [{ command: 'connect-cli authorize', why: 'Connect the first owner.' }] : [],
      };
    },
  });
  return { exitCode: exitCodes.done, document, text: (style) => renderUsers(document, style) };
}

function groupByUser(found: readonly LiveConnection[]): UsersDocument['users'] {
  const users = new Map<string, UsersDocument['users'][number]>();
  for (const { userId, externalId, era, vehicle } of found) {
    const known = users.get(userId);
    users.set(userId, {
      id: userId,
      externalId: known?.externalId ?? externalId ?? null,
      era: known?.era ?? era,
      vehicleIds: [...(known?.vehicleIds ?? []), vehicle.id],
    });
  }
  return [...users.values()];
}
