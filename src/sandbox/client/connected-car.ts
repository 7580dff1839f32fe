import { CliError } from '../../core/errors/cli-error.ts';
import type { SandboxWebhookCar } from '../../io/sandbox-control.ts';
import { ControlNotFound } from '../control/find.ts';
import type { SandboxCore } from '../control/sandbox-core.ts';
import { webhookCar } from '../control/webhook-car.ts';
import type { Application } from '../state/state.ts';

/** The same for a sandbox of this process. */
export function reportConnectedCar(core: SandboxCore, application: Application, vehicleId?: string): SandboxWebhookCar {
  try {
    return webhookCar(core.state, application, vehicleId);
  } catch (error) {
    if (!(error instanceof ControlNotFound)) throw error;
    throw new CliError('INVALID_VALUE', error.message, {
      hint: 'Connect one with `connect-cli authorize --sandbox=URL`, or start from a scenario that has one.',
    });
  }
}
