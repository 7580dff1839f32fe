import type { SandboxWebhookCar } from '../../io/sandbox-control.ts';
import { connectionsOfApplication, findConnection } from '../state/connections.ts';
import type { Application, SandboxState } from '../state/state.ts';
import { reportCar } from '../webhooks/car.ts';
import { ControlNotFound } from './find.ts';

/** @throws ControlNotFound where the application has no such car */
export function webhookCar(state: SandboxState, application: Application, vehicleId?: string): SandboxWebhookCar {
  const connection =
    vehicleId === undefined
      ? connectionsOfApplication(state, application.id)[0]
      : findConnection(state, { applicationId: application.id, vehicleId });
  const vehicle = connection && state.vehicles.get(connection.vehicleId);
  if (connection !== undefined && vehicle !== undefined) return reportCar(state, application, { connection, vehicle });
  throw new ControlNotFound(
    vehicleId === undefined
      ? 'No car is connected to the application.'
      : `The vehicle "${vehicleId}" is not connected to the application.`,
  );
}
