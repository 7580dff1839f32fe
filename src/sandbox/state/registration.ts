import { findProvider } from '../../core/providers/registry.ts';
import { smartcar } from '../../core/providers/smartcar/provider.ts';
import { isLoopbackUrl } from '../http/loopback.ts';
import { stableUuid } from './ids.ts';
import { namesOf, readScope } from './scope.ts';
import type { Application, SandboxData, SandboxState, ThirdParty, CodeRedirect } from './state.ts';
import type { WebhookSettings } from './webhook.ts';
import { flawOfApplicationId, flawOfKeyDomain, flawOfNames, flawOfRedirectUri, flawOfScope } from './values.ts';

/** Values that flags, the environment, a file or the control API fix about an application. */
export interface Registration {
  readonly name?: string | undefined;
  /** UUID: application id and legacy client id. */
  readonly applicationId?: string | undefined;
  readonly clientSecret?: string | undefined;
  /** `client_…` */
  readonly apiClientId?: string | undefined;
  readonly apiClientSecret?: string | undefined;
  readonly managementToken?: string | undefined;
  readonly webhookId?: string | undefined;
  /** Where deliveries of the webhook go: an http address of this machine. */
  readonly webhookCallbackUri?: string | undefined;
  /** Where the webhook's VEHICLE_ERROR goes; to the callback without it, and again with an empty one. */
  readonly errorCallbackUri?: string | undefined;
  readonly redirectUris?: readonly string[] | undefined;
  /** Scope text. */
  readonly vehicleAccess?: string | undefined;
  /** Permissions outside the published list that Connect takes all the same, separated by spaces. */
  readonly unlistedPermissions?: string | undefined;
  readonly virtualKeyDomain?: string | undefined;
}

/** @returns the field of a registration that cannot be used, and why; `undefined` if all can. */
export function flawOfRegistration(
  registration: Registration,
): { readonly field: keyof Registration; readonly problem: string } | undefined {
  const { applicationId, redirectUris = [], vehicleAccess, unlistedPermissions, virtualKeyDomain } = registration;
  const [uriFlaw] = redirectUris.flatMap((uri) => flawOfRedirectUri(uri) ?? []);
  return (
    flaw('applicationId', applicationId === undefined ? undefined : flawOfApplicationId(applicationId)) ??
    flaw('redirectUris', uriFlaw) ??
    flaw('webhookCallbackUri', isHere(registration.webhookCallbackUri) ? undefined : notHere) ??
    flaw('errorCallbackUri', isHere(registration.errorCallbackUri || undefined) ? undefined : notHere) ??
    flaw('vehicleAccess', vehicleAccess === undefined ? undefined : flawOfScope(vehicleAccess)) ??
    flaw('unlistedPermissions', unlistedPermissions === undefined ? undefined : flawOfNames(unlistedPermissions)) ??
    flaw('virtualKeyDomain', virtualKeyDomain === undefined ? undefined : flawOfKeyDomain(virtualKeyDomain))
  );
}

const notHere = 'must be an http address of this machine: the sandbox sends nothing beyond it';

function isHere(uri: string | undefined): boolean {
  return uri === undefined || isLoopbackUrl(uri);
}

function flaw<F>(field: F, problem: string | undefined): { readonly field: F; readonly problem: string } | undefined {
  return problem === undefined ? undefined : { field, problem };
}

/** The values by which clients reach an application, given or made up. */
export interface RegisteredValues {
  readonly applicationId: string;
  readonly clientSecret: string;
  readonly apiClientId: string;
  readonly apiClientSecret: string;
  readonly managementToken: string;
  readonly webhookId: string;
  readonly webhookCallbackUri: string;
  readonly redirectUris: readonly string[];
}

/** @returns the application with that id, in whatever case the client writes it. */
export function findApplication(state: SandboxData, id: string): Application | undefined {
  return state.applications.get(id) ?? state.applications.get(id.toLowerCase());
}

/** The set of an application that says nothing else. */
const defaultVehicleAccess =
  'read_vehicle_info read_odometer read_battery read_charge read_location control_security control_charge';

const defaultRedirectUri = 'http://localhost:8000/exchange';

/** The webhook of every application, on the port of the default redirect URI. Its name is that of Smartcar's sample. */
const defaultWebhook: WebhookSettings = {
  name: 'Charging Webhook',
  callbackUri: 'http://localhost:8000/webhook',
  isEnabled: true,
  autoSubscribe: false,
  createdAt: Date.UTC(2026, 3, 22),
};

/** @returns a webhook with the addresses that a registration names */
export function changeWebhook(
  webhook: WebhookSettings,
  { webhookCallbackUri, errorCallbackUri }: Registration,
): WebhookSettings {
  return {
    ...webhook,
    callbackUri: webhookCallbackUri ?? webhook.callbackUri,
    errorCallbackUri: errorCallbackUri === '' ? undefined : (errorCallbackUri ?? webhook.errorCallbackUri),
  };
}

/** What an application is registered from. */
export interface ApplicationSource {
  readonly seed: ScenarioApplication;
  /** Wins over the seed. */
  readonly registration?: Registration | undefined;
  readonly provider?: ThirdParty | undefined;
}

/** Registers an application; what is not given is made up, with every secret marked as a sandbox's. */
export function registerApplication(
  state: Pick<SandboxState, 'applications' | 'ids'>,
  { seed, registration = {}, provider = 'smartcar' }: ApplicationSource,
): Application {
  const { ids } = state;
  const id = (
    registration.applicationId ??
    seed.id ??
    stableUuid(`application ${provider} ${seed.name}`, 'application')
  ).toLowerCase();
  const application: Application = {
    id,
    name: registration.name ?? seed.name,
    provider,
    clientSecret: registration.clientSecret ?? seed.clientSecret ?? ids.uuid('client-secret'),
    apiClientId: registration.apiClientId ?? `client_sandbox${id.replaceAll('-', '').slice(0, 19)}`,
    apiClientSecret: registration.apiClientSecret ?? ids.uuid('api-client-secret'),
    managementToken: registration.managementToken ?? ids.uuid('management-token'),
    webhookId: registration.webhookId ?? stableUuid(`webhook ${id}`, 'webhook'),
    webhook: changeWebhook(defaultWebhook, registration),
    redirectUris: registration.redirectUris ?? seed.redirectUris ?? [defaultRedirectUri],
    vehicleAccess: readScope(registration.vehicleAccess ?? seed.vehicleAccess ?? defaultVehicleAccess).asked,
    virtualKeyDomain: (registration.virtualKeyDomain ?? seed.virtualKeyDomain ?? domainOf(provider)).toLowerCase(),
    integration: seed.integration ?? 'current',
    codeRedirect: seed.codeRedirect ?? 'code',
    textureServerKey: ids.uuid('texture-server-key'),
    textureConnectKey: ids.uuid('texture-connect-key'),
    unlistedPermissions:
      registration.unlistedPermissions === undefined ? undefined : namesOf(registration.unlistedPermissions),
    billing: seed.billing,
    rateLimited: seed.rateLimited,
  };
  state.applications.set(id, application);
  return application;
}

function domainOf(provider: ThirdParty): string {
  return (findProvider(provider) ?? smartcar).virtualKeyDomain;
}

/** @returns what would register the same application again */
export function registeredValues(application: Application): RegisteredValues {
  return {
    applicationId: application.id,
    clientSecret: application.clientSecret,
    apiClientId: application.apiClientId,
    apiClientSecret: application.apiClientSecret,
    managementToken: application.managementToken,
    webhookId: application.webhookId,
    webhookCallbackUri: application.webhook.callbackUri,
    redirectUris: application.redirectUris,
  };
}

/** An application besides, or in place of, the one that the command line registers. */
export interface ScenarioApplication {
  readonly name: string;
  readonly id?: string | undefined;
  readonly clientSecret?: string | undefined;
  readonly redirectUris?: readonly string[] | undefined;
  /** Scope text. */
  readonly vehicleAccess?: string | undefined;
  readonly virtualKeyDomain?: string | undefined;
  readonly integration?: 'current' | 'legacy' | undefined;
  /** What comes back for `response_type=code`; `code` without it. */
  readonly codeRedirect?: CodeRedirect | undefined;
  /** A plan limit that every call runs into, such as `VEHICLE_LIMIT`. */
  readonly billing?: string | undefined;
  /** The published allowances count: 120 requests and two a minute, one read in eight hours without the key. */
  readonly rateLimited?: boolean | undefined;
}
