import type { VehiclesDocument } from '../core/connections/documents.ts';
import { exitCodes } from '../core/exit-codes.ts';
import type { Context } from '../io/context.ts';
import { addExamples, type CommandModule } from './command.ts';
import type { GlobalOptions } from '../flags/global-options.ts';
import { addConnectionOptions, type ConnectionFlags } from '../flags/connection.ts';
import { connectFirst } from '../live/connect-first.ts';
import { describeVehicle, listConnections, mapGently, listingWarnings, withConnections } from '../live/inventory.ts';
import { limitOption, parseLimit, type LimitFlags } from '../flags/limit.ts';
import { userOption } from '../flags/shared-options.ts';
import { renderVehicles } from '../report/human/connections.ts';
import type { Outcome } from '../report/outcome.ts';

interface Options extends ConnectionFlags, LimitFlags {
  readonly user?: string | undefined;
}

export const command: CommandModule = {
  register(program, run) {
    program.option(...userOption).option(...limitOption);
    addConnectionOptions(program).action((options: Options) =>
      run((ctx, global) => listVehicles(ctx, global, options)),
    );
    addExamples(program, [
      ['vehicles', 'every vehicle your application can reach'],
      ['vehicles --user 68fd46d8-b29f-4469-82ff-ab3af6c90bf1 --json', "one user's vehicles, for scripts"],
    ]);
  },
};

async function listVehicles(ctx: Context, global: GlobalOptions, options: Options): Promise<Outcome> {
  const limit = parseLimit(options);
  const choice = options.user === undefined ? {} : { userId: options.user };
  const document = await withConnections(ctx, {
    global,
    flags: options,
    work: async (connections): Promise<VehiclesDocument> => {
      const { rows: listed, warnings } = await listConnections(connections, choice, limit);
      return {
        schemaVersion: 1,
        kind: 'vehicles',
        vehicles: await mapGently(listed, describeVehicle),
        warnings: [...listingWarnings(connections), ...warnings],
        next:
          listed.length === 0
            ? [connectFirst(connections.settings, 'vehicles', 'Connect the first vehicle.')]
            : [{ command: 'connect-cli diagnose', why: 'See whether these connections are healthy.' }],
      };
    },
  });
  return { exitCode: exitCodes.done, document, text: (style) => renderVehicles(document, style) };
}
