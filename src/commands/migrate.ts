import type { MigrationPlanDocument } from '../core/connections/documents.ts';
import { migrationReplacement, migrationSteps } from '../core/connections/replacement.ts';
import { exitCodes } from '../core/exit-codes.ts';
import type { Context } from '../io/context.ts';
import { addExamples, type CommandModule } from './command.ts';
import type { GlobalOptions } from '../flags/global-options.ts';
import { addConnectionOptions, type ConnectionFlags } from '../flags/connection.ts';
import { refuseUnknownSubcommands } from '../flags/default-subcommand.ts';
import { listMigrationRows, tokenWarnings, withConnections } from '../live/inventory.ts';
import { renderMigrationPlan } from '../report/human/migration.ts';
import type { Outcome } from '../report/outcome.ts';

export const command: CommandModule = {
  register(program, run) {
    const plan = refuseUnknownSubcommands(
      program.command('plan', { isDefault: true }).description('per user what to store for API v3'),
    );
    addConnectionOptions(plan).action((options: ConnectionFlags) =>
      run((ctx, global) => migrationPlan(ctx, global, options)),
    );
    addExamples(program, [
      ['migrate plan', 'users with their ids and vehicles, from stored tokens, v3 /connections and the management API'],
      ['migrate plan --json > users.json', 'for the script that fills your database'],
    ]);
  },
};

async function migrationPlan(ctx: Context, global: GlobalOptions, options: ConnectionFlags): Promise<Outcome> {
  const document = await withConnections(ctx, {
    global,
    flags: options,
    work: async (connections): Promise<MigrationPlanDocument> => {
      const users = await listMigrationRows(ctx, connections);
      return {
        schemaVersion: 1,
        kind: 'migration-plan',
        users,
        steps: migrationSteps,
        replacement: migrationReplacement,
        warnings: [...tokenWarnings(connections), migrationReplacement.note],
        next: [
          { command: 'connect-cli init', why: 'Store the client_… credentials of API v3.' },
          {
            command: 'connect-cli diagnose --all --api v3',
            why: 'Prove that the application token reaches every connection.',
          },
        ],
      };
    },
  });
  return { exitCode: exitCodes.done, document, text: (style) => renderMigrationPlan(document, style) };
}
