import { exitCodes } from '../../core/exit-codes.ts';
import type { Context } from '../../io/context.ts';
import type { ScenarioList } from '../../report/documents/sandbox.ts';
import { renderScenarios } from '../../report/human/sandbox.ts';
import type { Outcome } from '../../report/outcome.ts';

/** Lists the situations that come with the sandbox. */
export async function listScenarios(ctx: Pick<Context, 'sandbox'>): Promise<Outcome> {
  const scenarios = await ctx.sandbox.scenarios();
  const document: ScenarioList = {
    schemaVersion: 1,
    kind: 'sandbox-scenarios',
    scenarios,
    warnings: [],
    next: [
      {
        command: 'connect-cli sandbox --scenario driver-account',
        why: 'Starts a sandbox in one of these situations; authorize --sandbox and revoke --sandbox take --scenario too.',
      },
    ],
  };
  return { exitCode: exitCodes.done, document, text: (style) => renderScenarios(scenarios, style) };
}
