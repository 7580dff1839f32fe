import type { MigrationStatusDocument } from '../core/connections/documents.ts';
import { migrationReplacement } from '../core/connections/replacement.ts';
import { exitCodes } from '../core/exit-codes.ts';
import { failureText } from '../core/findings/connection/facts.ts';
import type { Context } from '../io/context.ts';
import { addExamples, type CommandModule } from './command.ts';
import type { GlobalOptions } from '../flags/global-options.ts';
import { addConnectionOptions, type ConnectionFlags } from '../flags/connection.ts';
import type { LiveConnection } from '../live/live-connection.ts';
import { readFact } from '../live/facts.ts';
import { limitOption, parseLimit, type LimitFlags } from '../flags/limit.ts';
import { listConnections, mapGently, listingWarnings, withConnections } from '../live/inventory.ts';
import { renderMigrationStatus } from '../report/human/migration.ts';
import type { Outcome } from '../report/outcome.ts';

type Row = MigrationStatusDocument['vehicles'][number];

export const command: CommandModule = {
  register(program, run) {
    program.argument('[vehicle...]', 'vehicle ids; all vehicles by default');
    addConnectionOptions(program)
      .option(...limitOption)
      .action((ids: string[], options: Options) =>
        run((ctx, global) => migrationStatus(ctx, { global, ids, options })),
      );
    addExamples(program, [
      ['migration-status', "which Teslas are still connected through Tesla's old integration"],
      ['migration-status --sandbox --scenario legacy-connection', 'rehearse it'],
    ]);
  },
};

interface Options extends ConnectionFlags, LimitFlags {}

interface MigrationStatusInput {
  readonly global: GlobalOptions;
  readonly ids: readonly string[];
  readonly options: Options;
}

async function migrationStatus(ctx: Context, { global, ids, options }: MigrationStatusInput): Promise<Outcome> {
  const limit = parseLimit(options);
  const document = await withConnections(ctx, {
    global,
    flags: options,
    work: async (connections): Promise<MigrationStatusDocument> => {
      const listed: LiveConnection[] = [];
      const warnings: string[] = [];
      for (const choice of ids.length === 0 ? [{}] : ids.map((vehicleId) => ({ vehicleId }))) {
        const some = await listConnections(connections, choice, limit);
        for (const one of some.rows) listed.push(one);
        warnings.push(...some.warnings);
      }
      const vehicles = await mapGently(listed, readRow);
      return {
        schemaVersion: 1,
        kind: 'migration-status',
        vehicles,
        replacement: migrationReplacement,
        warnings: [...listingWarnings(connections), ...warnings, migrationReplacement.note],
        next: [
          ...(vehicles.some(isLegacy)
            ? [{ command: 'connect-cli authorize', why: 'Send these owners through Connect again.' }]
            : []),
          { command: 'connect-cli migrate plan', why: 'List what to store for each user for v3.' },
        ],
      };
    },
  });
  return {
    exitCode: exitCodes.done,
    document,
    text: (style) => renderMigrationStatus(document, style),
  };
}

function isLegacy({ requiresMigration }: Row): boolean {
  return requiresMigration === true;
}

async function readRow({ reader, vehicle, userId }: LiveConnection): Promise<Row> {
  const fact = await readFact(() => reader.readMigration(vehicle.id));
  const identity = { id: vehicle.id, userId };
  if (fact.failure !== undefined) return { ...identity, requiresMigration: null, reason: failureText(fact.failure) };
  return fact.value === undefined
    ? {
        ...identity,
        requiresMigration: null,
        reason: 'API v3 has no such endpoint, and no v2 token of this user is stored',
      }
    : { ...identity, requiresMigration: fact.value.requiresMigration, reason: null };
}
