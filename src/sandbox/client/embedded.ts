import { setTimeout as wait } from 'node:timers/promises';
import { CliError } from '../../core/errors/cli-error.ts';
import { errorCode } from '../../core/errors/system-error.ts';
import { findExhaustion } from '../../core/errors/exhaustion.ts';
import { Secret } from '../../core/secret.ts';
import type {
  AnswerInProcess,
  InProcessRequest,
  OrderedFault,
  SandboxHandle,
  SandboxRegistration,
  SandboxStart,
} from '../../io/sandbox-control.ts';
import { connectionsOfApplication, keyOfConnection, roleOfConnection } from '../state/connections.ts';
import { defaultAccount } from '../state/accounts.ts';
import { sdkEnvironment } from '../state/environment.ts';
import { effectivePermissions } from '../state/grants.ts';
import type { SandboxHandler } from '../http/message.ts';
import { readLog } from '../state/log.ts';
import { playLink } from '../owner/run.ts';
import type { Registration } from '../state/registration.ts';
import { describeRun, findRun } from '../state/runs.ts';
import { createSandboxCore } from '../sandbox.ts';
import type { SandboxCore } from '../control/sandbox-core.ts';
import { mintUserTokens } from '../control/find.ts';
import { ScenarioError } from '../scenarios/apply.ts';
import { reportConnectedCar } from './connected-car.ts';
import { serveSandbox, type SandboxServer } from '../http/serve.ts';
import type { Scenario, ScenarioFault } from '../scenarios/scenario.ts';
import { readFault } from '../scenarios/shape.ts';
import { createDeliveryQueue } from '../webhooks/delivery-queue.ts';
import { deliverRedirect } from './deliver.ts';

/** Starts a sandbox in this process. */
export async function startEmbedded(options: SandboxStart, answerInProcess?: AnswerInProcess): Promise<SandboxHandle> {
  const core = await createCore(options);
  const deliveries = createDeliveryQueue(core.state);
  const handle = deliveries.watch(watch(core, options.onRequest));
  const server = await listen(handle, options);
  core.state.settings.origin = server.url;
  const withdraw = answerInProcess?.(server.url, (request, signal) =>
    answer({ handle, origin: server.url }, request, signal),
  );
  const close = async (): Promise<void> => {
    withdraw?.();
    deliveries.close();
    await server.close();
  };
  return describeEmbedded(core, { ...server, close }, options);
}

/** What the socket would send, delays included. */
async function answer(
  { handle, origin }: { readonly handle: SandboxHandler; readonly origin: string },
  request: InProcessRequest,
  signal: AbortSignal,
) {
  const { url, ...rest } = request;
  const target = url.slice(origin.length);
  const mark = target.indexOf('?');
  const [path, query] = mark < 0 ? [target, ''] : [target.slice(0, mark), target.slice(mark + 1)];
  const response = handle({ ...rest, path, query });
  if (response.delayMs !== undefined) await wait(response.delayMs, undefined, { signal });
  if (response.cutAfter !== undefined) throw Object.assign(new Error('the answer was cut'), { code: 'ECONNRESET' });
  return response.later ?? response;
}

async function createCore(options: SandboxStart): Promise<SandboxCore> {
  const scenario = options.scenarioFile === undefined ? options.scenario : await readScenarioFile(options.scenarioFile);
  const faults = options.faults?.map(checkFault);
  const build = () =>
    createSandboxCore({
      cars: options.cars,
      faults,
      registration: plainRegistration(options.registration),
      scenario,
      edition: options.edition,
      asOf: options.asOf,
      owner: options.owner,
    });
  try {
    return build();
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    throw new CliError(
      'INVALID_VALUE',
      `The scenario file "${options.scenarioFile?.path ?? ''}" cannot be used: ${error.message}`,
      {
        hint: 'Its form is described by `sandbox-scenario` in dist/schemas.json of the package.',
      },
    );
  }
}

function checkFault({ order, fields }: OrderedFault): ScenarioFault {
  const reading = readFault(fields);
  if (reading.ok) return reading.value;
  const { place, problem } = reading.flaw;
  throw new CliError('INVALID_VALUE', `--fault "${order}" cannot be used: ${place === '' ? 'it' : place} ${problem}.`, {
    hint: 'Write it as --fault "status=429 retry-after=2 rate=0.05 path=/v3/connections".',
  });
}

async function readScenarioFile(file: { readonly path: string; readonly text: string }): Promise<Scenario> {
  const { parseScenario } = await import('../scenarios/file.ts');
  return parseScenario(file.path, file.text);
}

/** @returns the registration with its secrets laid open: the sandbox is where they are needed. */
export function plainRegistration(registration: SandboxRegistration): Registration {
  const { clientId, clientSecret, apiClientSecret, managementToken, ...rest } = registration;
  return {
    ...rest,
    applicationId: clientId,
    clientSecret: clientSecret?.reveal(),
    apiClientSecret: apiClientSecret?.reveal(),
    managementToken: managementToken?.reveal(),
  };
}

async function listen(handle: SandboxHandler, options: SandboxStart): Promise<SandboxServer> {
  try {
    return await serveSandbox(handle, { port: options.port, host: options.host });
  } catch (error) {
    const code = errorCode(error) ?? 'unknown';
    throw cannotListen(options, code, error);
  }
}

function cannotListen({ host, port = 0 }: SandboxStart, code: string, cause: unknown): CliError {
  const exhaustion = findExhaustion(code);
  if (exhaustion !== undefined) {
    const { reason, hint } = exhaustion;
    return new CliError('PORT_UNAVAILABLE', `The sandbox cannot listen (${code}): ${reason}.`, { hint, cause });
  }
  const isPort = host === undefined || code === 'EADDRINUSE' || code === 'EACCES';
  return isPort
    ? new CliError('PORT_UNAVAILABLE', `The sandbox cannot listen on port "${port}" (${code}).`, {
        hint: 'Pass another --port, or none for any free one.',
        cause,
      })
    : new CliError('PORT_UNAVAILABLE', `The sandbox cannot listen on the address "${host}" (${code}).`, {
        hint: 'Pass an address of this machine as --host, or none for loopback.',
        cause,
      });
}

// The log has the decision; the line that was written last belongs to the request that was just answered.
function watch(core: SandboxCore, onRequest: SandboxStart['onRequest']): SandboxHandler {
  if (onRequest === undefined) return core.handle;
  return (request) => {
    const before = core.state.nextLogSequence;
    const response = core.handle(request);
    for (const entry of readLog(core.state, before - 1)) onRequest(entry);
    return response;
  };
}

function describeEmbedded(core: SandboxCore, server: SandboxServer, options: SandboxStart): SandboxHandle {
  const atTexture = [...core.state.applications.values()].find(({ provider }) => provider === 'texture');
  const application = (options.provider === 'texture' ? atTexture : undefined) ?? core.application();
  return {
    url: server.url,
    applicationId: application.id,
    clientId: application.id,
    clientSecret: new Secret(application.clientSecret),
    apiClientId: application.apiClientId,
    apiClientSecret: new Secret(application.apiClientSecret),
    managementToken: new Secret(application.managementToken),
    redirectUris: application.redirectUris,
    edition: core.state.settings.edition,
    scenario: core.state.settings.scenario,
    webhookId: application.webhookId,
    textureApiKey: new Secret((atTexture ?? application).textureServerKey),
    environment: (style) => sdkEnvironment(server.url, application, style),
    connections: () =>
      Promise.resolve(
        connectionsOfApplication(core.state, application.id).map((connection) => ({
          vehicleId: connection.vehicleId,
          userId: connection.userId,
          permissions: effectivePermissions(core.state, connection),
          virtualKey: keyOfConnection(core.state, connection),
          era: connection.era,
          role: roleOfConnection(core.state, connection),
        })),
      ),
    consent: (thirdParty) => Promise.resolve(defaultAccount(core.state, 'TESLA')?.consents[thirdParty]?.boxes),
    webhookCar: async (vehicleId) => reportConnectedCar(core, application, vehicleId),
    userToken: (userId) => Promise.resolve(new Secret(mintUserTokens(core.state, application.id, userId).access_token)),
    record: (state) => {
      const run = findRun(core.state, state);
      return Promise.resolve(run === undefined ? undefined : describeRun(run));
    },
    play: async (url, owner, { deliver, signal }) => {
      const { played, delayMs } = playLink(core, url.slice(server.url.length), owner);
      if (delayMs > 0) await wait(delayMs, undefined, { signal });
      if (deliver && played.outcome === 'redirected') await deliverRedirect(played.url, signal);
      return played;
    },
    close: () => server.close(),
  };
}
