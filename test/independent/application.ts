import { createSandbox, type ListeningSandbox } from '../../src/sandbox/library.ts';
import { ApiClient } from './api-client.ts';

/** An application with one connected owner, as its developer has it: hosts, credentials, what the redirect brought. */
export interface ConnectedApplication {
  readonly sandbox: ListeningSandbox;
  readonly api: ApiClient;
  readonly userId: string;
  close(): Promise<void>;
}

/** Everything that the signals and commands of the documents need. */
const scope = [
  'read_vehicle_info',
  'read_vin',
  'read_odometer',
  'read_battery',
  'read_charge',
  'read_location',
  'read_tires',
  'read_security',
  'read_climate',
  'read_thermometer',
  'read_speedometer',
  'read_extended_vehicle_info',
  'read_diagnostics',
  'read_user_profile',
  'control_charge',
  'control_security',
  'control_navigation',
].join(' ');

/**
 * Registers, sends an owner through Connect, who adds the virtual key to every car, and takes `user_id` from the redirect.
 * @param asked the permissions on the link, all of the documents' without it
 */
export async function connectApplication(asked = scope): Promise<ConnectedApplication> {
  const sandbox = await createSandbox({ port: 0, seed: 'independent', now: () => Date.UTC(2026, 10, 21, 12) });
  const link = new URL('/oauth/authorize', sandbox.env['SMARTCAR_CONNECT_ORIGIN']);
  link.search = new URLSearchParams({
    client_id: sandbox.env['SMARTCAR_APPLICATION_ID'] ?? '',
    redirect_uri: sandbox.env['SMARTCAR_REDIRECT_URI'] ?? '',
    scope: asked,
    state: 'a-state-of-the-application',
    mode: 'live',
  }).toString();
  const { parameters } = sandbox.owner.consent(link.href);
  const userId = parameters['user_id'];
  if (userId === undefined) throw new Error(`the redirect brought no user_id: ${JSON.stringify(parameters)}`);
  sandbox.owner.addKey();
  const origin = (name: string): string => sandbox.env[name] ?? `no ${name} in env`;
  const api = new ApiClient(
    {
      iam: origin('SMARTCAR_IAM_ORIGIN'),
      vehicle: origin('SMARTCAR_VEHICLE_API_ORIGIN'),
      management: origin('SMARTCAR_MANAGEMENT_API_ORIGIN'),
      compatibility: origin('SMARTCAR_COMPATIBILITY_API_ORIGIN'),
    },
    { clientId: sandbox.application.apiClientId, clientSecret: sandbox.application.apiClientSecret },
  );
  return { sandbox, api, userId, close: () => sandbox.close() };
}
