import type { DisconnectionDocument } from '../core/connections/documents.ts';
import { CliError } from '../core/errors/cli-error.ts';
import { exitCodes } from '../core/exit-codes.ts';
import type { Context } from '../io/context.ts';
import { addExamples, type CommandModule } from './command.ts';
import type { GlobalOptions } from '../flags/global-options.ts';
import { chooseConnection } from '../live/connection.ts';
import { addConnectionOptions, type ConnectionFlags } from '../flags/connection.ts';
import type { LiveConnection } from '../live/live-connection.ts';
import { withConnections } from '../live/inventory.ts';
import { renderDisconnection } from '../report/human/connections.ts';
import type { Outcome } from '../report/outcome.ts';

interface Options extends ConnectionFlags {
  readonly user?: string | undefined;
  readonly yes?: boolean | undefined;
}

export const command: CommandModule = {
  register(program, run) {
    program
      .argument('<vehicle>', 'id of the vehicle')
      .option('--user <id>', 'whose connection, if several users share the vehicle')
      .option('-y, --yes', 'do not ask; needed where no question can be asked');
    addConnectionOptions(program).action((vehicle: string, options: Options) =>
      run((ctx, global) => disconnect(ctx, { global, vehicleId: vehicle, options })),
    );
    addExamples(program, [
      ['disconnect 36ab27d0-fd9d-4455-823a-ce30af709ffc', "asks, then ends your application's access to that vehicle"],
      ['disconnect 36ab27d0-fd9d-4455-823a-ce30af709ffc --yes', 'for scripts'],
    ]);
  },
};

interface DisconnectInput {
  readonly global: GlobalOptions;
  readonly vehicleId: string;
  readonly options: Options;
}

async function disconnect(ctx: Context, { global, vehicleId, options }: DisconnectInput): Promise<Outcome> {
  if (options.yes !== true && !global.canPrompt) {
    throw new CliError(
      'INPUT_REQUIRED',
      `Disconnecting "${vehicleId}" needs confirmation, and there is no terminal to ask on.`,
      {
        hint: 'Pass --yes.',
      },
    );
  }
  const choice = { vehicleId, userId: options.user };
  const document = await withConnections(ctx, {
    global,
    flags: options,
    work: async (connections): Promise<DisconnectionDocument> => {
      const chosen = await chooseConnection(connections, choice);
      const isMeant = options.yes === true || (await confirm(ctx, chosen));
      if (isMeant) await chosen.reader.disconnect(vehicleId);
      return describeEnd(chosen, isMeant);
    },
  });
  return {
    exitCode: document.disconnected ? exitCodes.done : exitCodes.ownerRefused,
    document,
    text: (style) => renderDisconnection(document, style),
  };
}

function confirm(ctx: Context, { vehicle, userId }: LiveConnection): Promise<boolean> {
  return ctx.prompts.confirm({
    message: `End the access of your application to vehicle ${vehicle.id} of user ${userId}? The owner would have to connect again.`,
    default: false,
  });
}

function describeEnd({ vehicle, userId, era }: LiveConnection, disconnected: boolean): DisconnectionDocument {
  return {
    schemaVersion: 1,
    kind: 'disconnection',
    vehicleId: vehicle.id,
    userId,
    era,
    disconnected,
    warnings: disconnected
      ? [
          'What the owner ticked at Tesla for Smartcar remains: only the owner can remove that, in the Tesla app under Third-Party Apps.',
        ]
      : [],
    next: disconnected ? [{ command: 'connect-cli authorize', why: 'Connect the vehicle again.' }] : [],
  };
}
