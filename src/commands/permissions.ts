import type { GrantedPermission, PermissionsDocument } from '../core/connections/documents.ts';
import { exitCodes } from '../core/exit-codes.ts';
import { boxRule, labelRule } from '../core/permissions/explain.ts';
import type { MappingEdition, PermissionInfo } from '../core/providers/provider.ts';
import { smartcar } from '../core/providers/smartcar/provider.ts';
import type { Context } from '../io/context.ts';
import { addExamples, type CommandModule } from './command.ts';
import type { GlobalOptions } from '../flags/global-options.ts';
import { addConnectionOptions, type ConnectionFlags } from '../flags/connection.ts';
import { connectFirst } from '../live/connect-first.ts';
import { listConnections, mapGently, listingWarnings, withConnections } from '../live/inventory.ts';
import { limitOption, parseLimit, type LimitFlags } from '../flags/limit.ts';
import { resolveEdition } from '../flags/provider.ts';
import { editionOption, userOption } from '../flags/shared-options.ts';
import { renderPermissions } from '../report/human/connections.ts';
import type { Outcome } from '../report/outcome.ts';
import { ownValue } from '../core/text/keys.ts';

interface Options extends ConnectionFlags, LimitFlags {
  readonly user?: string | undefined;
  readonly edition?: string | undefined;
}

export const command: CommandModule = {
  register(program, run) {
    program
      .argument('[vehicle]', 'vehicle id; all vehicles by default')
      .option(...userOption)
      .option(...limitOption)
      .option(...editionOption);
    addConnectionOptions(program).action((vehicle: string | undefined, options: Options) =>
      run((ctx, global) => listPermissions(ctx, { global, vehicleId: vehicle, options })),
    );
    addExamples(program, [
      ['permissions', 'what was granted, vehicle by vehicle, with the Tesla box behind each permission'],
      ['permissions 36ab27d0-fd9d-4455-823a-ce30af709ffc --json', "one vehicle's permissions, for scripts"],
    ]);
  },
};

interface ListPermissionsInput {
  readonly global: GlobalOptions;
  readonly vehicleId: string | undefined;
  readonly options: Options;
}

async function listPermissions(ctx: Context, { global, vehicleId, options }: ListPermissionsInput): Promise<Outcome> {
  // A wrong one is refused before anything is opened.
  resolveEdition(smartcar, options.edition);
  const limit = parseLimit(options);
  const choice = {
    vehicleId,
    userId: options.user,
  };
  const document = await withConnections(ctx, {
    global,
    flags: options,
    work: async (connections): Promise<PermissionsDocument> => {
      const edition = resolveEdition(smartcar, options.edition ?? connections.settings.sandbox?.edition);
      const { rows: listed, warnings } = await listConnections(connections, choice, limit);
      const vehicles = await mapGently(listed, async (connection) => ({
        id: connection.vehicle.id,
        userId: connection.userId,
        era: connection.era,
        permissions: (connection.granted ?? (await connection.reader.readPermissions(connection.vehicle.id))).map(
          (name) => describe(name, edition),
        ),
      }));
      return {
        schemaVersion: 1,
        kind: 'vehicle-permissions',
        edition: edition.id,
        vehicles,
        warnings: [...listingWarnings(connections), ...warnings],
        next:
          vehicles.length === 0
            ? [connectFirst(connections.settings, 'permissions', 'Connect the first vehicle.')]
            : [{ command: 'connect-cli diagnose', why: 'Compare what was granted with what your app asks for.' }],
      };
    },
  });
  return { exitCode: exitCodes.done, document, text: (style) => renderPermissions(document, style) };
}

function describe(name: string, edition: MappingEdition): GrantedPermission {
  const info: PermissionInfo | undefined = ownValue(smartcar.permissions, name);
  return {
    name,
    description: info?.description ?? 'Not in the list of permissions that Smartcar publishes',
    boxes: labelRule(edition, boxRule(edition, name)),
  };
}
