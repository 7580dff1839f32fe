import { setTimeout as wait } from 'node:timers/promises';
import { CliError } from '../../core/errors/cli-error.ts';
import { Secret } from '../../core/secret.ts';
import type {
  ConnectRecord,
  SandboxConnection,
  SandboxHandle,
  SandboxStart,
  SandboxWebhookCar,
} from '../../io/sandbox-control.ts';
import { sdkEnvironment } from '../state/environment.ts';
import { stableUuid } from '../state/ids.ts';
import type { PlayedRun } from '../owner/run.ts';
import { deliverRedirect } from './deliver.ts';
import { plainRegistration } from './embedded.ts';
import { sendHttp } from '../http/client.ts';
import { writeOwnerPlay } from '../owner/write-play.ts';

const textureApplicationId = stableUuid('application texture Texture App', 'application');

/** What `/_sandbox/application` answers; the sandbox of another version may know more. */
interface ApplicationAnswer {
  readonly applicationId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly apiClientId: string;
  readonly apiClientSecret: string;
  readonly managementToken: string;
  readonly webhookId: string;
  readonly textureServerKey: string;
  readonly redirectUris: readonly string[];
}

/** Of `/_sandbox/state`, an account as far as it is read here. */
interface AccountAnswer {
  readonly make: string;
  readonly consents: readonly { readonly thirdParty: string; readonly boxes: readonly string[] }[];
}

/** Attaches to a running sandbox and registers there what flags give. */
export async function attachSandbox(url: string, options: SandboxStart): Promise<SandboxHandle> {
  const origin = url.replace(/\/+$/, '');
  if (options.scenario !== undefined)
    await call(origin, { method: 'POST', path: 'reset', body: { scenario: options.scenario } });
  const application = await register(origin, options);
  const { settings } = await call<{ settings: { edition: string; scenario: string } }>(origin, {
    method: 'GET',
    path: 'state',
  });
  return {
    url: origin,
    applicationId: application.applicationId,
    clientId: application.clientId,
    clientSecret: new Secret(application.clientSecret),
    apiClientId: application.apiClientId,
    apiClientSecret: new Secret(application.apiClientSecret),
    managementToken: new Secret(application.managementToken),
    redirectUris: application.redirectUris,
    edition: settings.edition,
    scenario: settings.scenario,
    webhookId: application.webhookId,
    textureApiKey: new Secret(application.textureServerKey),
    environment: (style) => sdkEnvironment(origin, { ...application, id: application.applicationId }, style),
    connections: async () =>
      (
        await call<{ connections: readonly SandboxConnection[] }>(origin, {
          method: 'GET',
          path: `applications/${application.applicationId}/connections`,
        })
      ).connections,
    consent: async (thirdParty) => {
      const { accounts } = await call<{ accounts: readonly AccountAnswer[] }>(origin, { method: 'GET', path: 'state' });
      const owner = accounts.find(({ make }) => make === 'TESLA');
      return owner?.consents.find((one) => one.thirdParty === thirdParty)?.boxes;
    },
    webhookCar: (vehicleId) => {
      const query = vehicleId === undefined ? '' : `?vehicle=${encodeURIComponent(vehicleId)}`;
      const path = `applications/${application.applicationId}/webhook-car${query}`;
      return call<SandboxWebhookCar>(origin, { method: 'GET', path });
    },
    userToken: async (userId) => {
      const path = `applications/${application.applicationId}/users/${encodeURIComponent(userId)}/tokens`;
      return new Secret(
        (await call<{ access_token: string }>(origin, { method: 'POST', path, body: {} })).access_token,
      );
    },
    record: async (state) => {
      const query = state === undefined ? '' : `?state=${encodeURIComponent(state)}`;
      return (
        (await call<{ run: ConnectRecord | null }>(origin, { method: 'GET', path: `run${query}` })).run ?? undefined
      );
    },
    play: async (start, owner, { deliver, signal }) => {
      const { played, delayMs } = await call<PlayedRun>(origin, {
        method: 'POST',
        path: 'play',
        body: { url: start, ...writeOwnerPlay(owner) },
      });
      if (delayMs > 0) await wait(delayMs, undefined, { signal });
      if (deliver && played.outcome === 'redirected') await deliverRedirect(played.url, signal);
      return played;
    },
    close: () => Promise.resolve(),
  };
}

// Redirect URIs of flags come on top: those that a running sandbox has may belong to somebody else's run.
async function register(origin: string, options: SandboxStart): Promise<ApplicationAnswer> {
  // Every sandbox has one application on Texture's side; it is answered as it is.
  if (options.provider === 'texture')
    return call(origin, {
      method: 'POST',
      path: 'applications',
      body: { applicationId: textureApplicationId, provider: 'texture' },
    });
  const { redirectUris, ...registration } = plainRegistration(options.registration);
  const present = await call<ApplicationAnswer>(origin, { method: 'GET', path: 'application' });
  // On top of what is registered: the first one stays the default, and others may be attaching at this moment.
  const body = { ...registration, addRedirectUris: redirectUris };
  if (Object.values(body).every((value) => value === undefined)) return present;
  const isOther =
    registration.applicationId !== undefined && registration.applicationId.toLowerCase() !== present.applicationId;
  return call(
    origin,
    isOther ? { method: 'POST', path: 'applications', body } : { method: 'PUT', path: 'application', body },
  );
}

interface ControlCall {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Below `/_sandbox/`. */
  readonly path: string;
  readonly body?: unknown;
}

async function call<T>(origin: string, { method, path, body }: ControlCall): Promise<T> {
  const response = await sendHttp({
    method,
    url: `${origin}/_sandbox/${path}`,
    headers: { 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  }).catch((error: unknown) => {
    throw unreachable(origin, error);
  });
  if (response.status !== 200) throw refused(origin, response.body);
  try {
    // The answer comes from the sandbox of this package; its shape is fixed by docs/sandbox-openapi.yaml.
    return JSON.parse(response.body) as T;
  } catch (error) {
    throw unreachable(origin, error);
  }
}

function unreachable(origin: string, cause: unknown): CliError {
  return new CliError('NETWORK', `No sandbox answers at "${origin}".`, {
    hint: 'Start one with `connect-cli sandbox --port 4010`, or let the command start its own with --sandbox.',
    cause,
  });
}

function refused(origin: string, body: string): CliError {
  const message = /"message":"((?:[^"\\]|\\.)*)"/.exec(body)?.[1] ?? 'it is not a sandbox of connect-cli';
  return new CliError('INVALID_VALUE', `The sandbox at "${origin}" refused: ${message}`, {
    hint: 'Look at its state under /_sandbox.',
  });
}
