import type { MigrationPlanDocument } from '../core/connections/documents.ts';
import { findMigratedCalls, settleCalls } from '../core/connections/migrated-calls.ts';
import { migrationTasks } from '../core/connections/migration-tasks.ts';
import { migrationReplacement, migrationSteps } from '../core/connections/replacement.ts';
import type { CliError } from '../core/errors/cli-error.ts';
import { exitCodes } from '../core/exit-codes.ts';
import type { Context } from '../io/context.ts';
import { addExamples, type CommandModule } from './command.ts';
import type { GlobalOptions } from '../flags/global-options.ts';
import { addConnectionOptions, type ConnectionFlags } from '../flags/connection.ts';
import { refuseUnknownSubcommands } from '../flags/default-subcommand.ts';
import { limitOption, parseLimit, type LimitFlags } from '../flags/limit.ts';
import { readCode } from '../live/code-mentions.ts';
import { listMigrationRows, listingWarnings, withConnections } from '../live/inventory.ts';
import { readApiClient } from '../settings/secrets.ts';
import { renderMigrationPlan } from '../report/human/migration.ts';
import type { Outcome } from '../report/outcome.ts';

export const command: CommandModule = {
  register(program, run) {
    const plan = refuseUnknownSubcommands(
      program
        .command('plan', { isDefault: true })
        .description('what is left to do before API v2 ends, and what to store for each user'),
    );
    addConnectionOptions(plan)
      .option(...limitOption)
      .option(
        '--from-code <directory>',
        'list what your code has of v2: links, tokens, calls, webhooks, with what v3 has in their place',
      )
      .action((options: PlanFlags) => run((ctx, global) => migrationPlan(ctx, global, options)));
    addExamples(program, [
      ['migrate plan', 'users with their ids and vehicles, from stored tokens, v3 /connections and the management API'],
      ['migrate plan --from-code .', 'with every place in your code that ends with v2, and its successor'],
      ['migrate plan --limit all --json > users.json', 'for the script that fills your database'],
    ]);
  },
};

interface PlanFlags extends ConnectionFlags, LimitFlags {
  readonly fromCode?: string | undefined;
}

async function migrationPlan(ctx: Context, global: GlobalOptions, options: PlanFlags): Promise<Outcome> {
  const limit = parseLimit(options);
  const scanned = options.fromCode === undefined ? undefined : await findCalls(ctx, options.fromCode);
  const document = await withConnections(ctx, {
    global,
    flags: options,
    evenWithout: true,
    work: async (connections): Promise<MigrationPlanDocument> => {
      const { rows, warnings, missing } = await listMigrationRows(ctx, connections, limit);
      if (missing !== undefined && scanned === undefined) throw missing;
      const users = missing === undefined ? rows : null;
      const { settings } = connections;
      const code = scanned?.code ?? null;
      const hasApiSecret = (await readApiClient(ctx, settings)) !== undefined;
      return {
        schemaVersion: 1,
        kind: 'migration-plan',
        checklist: migrationTasks({
          users,
          code,
          applicationId: (settings.applicationId ?? settings.clientId)?.value,
          apiClientId: settings.apiClientId?.value,
          hasApiSecret,
        }),
        users,
        code,
        steps: migrationSteps,
        replacement: migrationReplacement,
        warnings: [
          ...(missing === undefined ? [] : [unreadOwners(missing)]),
          ...listingWarnings(connections),
          ...warnings,
          ...(scanned?.warnings ?? []),
          migrationReplacement.note,
        ],
        next: [
          ...(hasApiSecret ? [] : [{ command: 'connect-cli init', why: 'Store the client_… credentials of API v3.' }]),
          ...(users === null || users.length === 0
            ? []
            : [
                {
                  command: 'connect-cli diagnose --all --api v3',
                  why: 'Check that the application token reaches every connection.',
                },
              ]),
        ],
      };
    },
  });
  return { exitCode: exitCodes.done, document, text: (style) => renderMigrationPlan(document, style) };
}

function unreadOwners({ message, hint }: CliError): string {
  return `Owners and vehicles could not be read. ${message} ${hint} The management token of v2 (SMARTCAR_APP_MANAGEMENT_TOKEN) serves as well.`;
}

/** What ends or changes with v2 in a code base; tests, documents and comments left aside. */
async function findCalls(
  ctx: Context,
  directory: string,
): Promise<{ readonly code: MigrationPlanDocument['code']; readonly warnings: readonly string[] }> {
  const { found: calls, files, warnings } = await readCode(ctx, directory, findMigratedCalls);
  return { code: { directory, files, calls: settleCalls(calls) }, warnings };
}
