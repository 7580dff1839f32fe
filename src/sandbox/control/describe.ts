import { teslaBoxes } from '../../core/tesla/boxes.ts';
import { keyOfConnection, roleOfConnection, userKey } from '../state/connections.ts';
import { effectivePermissions } from '../state/grants.ts';
import { formatScope } from '../state/scope.ts';
import type { WebhookDeliveryRecord } from '../state/webhook-deliveries.ts';
import type { Account, Application, Connection, SandboxState, Vehicle } from '../state/state.ts';

const listed = 500;

/** The state as the control API shows it; of secrets only the application's own are in it, and only with `secrets`. */
export function describeState(state: SandboxState): Readonly<Record<string, unknown>> {
  return {
    settings: { ...state.settings, owner: state.settings.owner ?? null },
    now: new Date(state.now()).toISOString(),
    clockOffsetSeconds: state.clockOffset / 1000,
    applications: [...state.applications.values()].map((application) => describeApplication(application, false)),
    accounts: first(state.accounts).map((account) => describeAccount(account)),
    vehicles: first(state.vehicles).map((car) => describeVehicle(car)),
    connections: first(state.connections).map((connection) => describeConnection(state, connection)),
    faults: state.faults,
    webhookDeliveries: state.webhookDeliveries.map(describeDelivery),
    counts: {
      applications: state.applications.size,
      accounts: state.accounts.size,
      vehicles: state.vehicles.size,
      connections: state.connections.size,
      codes: state.codes.rows.size,
      accessTokens: state.accessTokens.rows.size,
      refreshTokens: state.refreshTokens.rows.size,
    },
  };
}

function describeDelivery({ tries, ...delivery }: WebhookDeliveryRecord): unknown {
  return { ...delivery, tries: tries.map((one) => ({ ...one, at: new Date(one.at).toISOString() })) };
}

// A fleet of a hundred thousand is not printed whole; `counts` says how many there are.
function first<V>(table: ReadonlyMap<string, V>): readonly V[] {
  const values: V[] = [];
  for (const value of table.values()) {
    if (values.length >= listed) break;
    values.push(value);
  }
  return values;
}

/** @returns an application; its secrets only where its own registration is answered. */
export function describeApplication(application: Application, secrets: boolean): Readonly<Record<string, unknown>> {
  return {
    applicationId: application.id,
    clientId: application.id,
    name: application.name,
    provider: application.provider,
    apiClientId: application.apiClientId,
    webhookId: application.webhookId,
    webhookCallbackUri: application.webhook.callbackUri,
    errorCallbackUri: application.webhook.errorCallbackUri,
    redirectUris: application.redirectUris,
    vehicleAccess: formatScope(application.vehicleAccess),
    unlistedPermissions: application.unlistedPermissions?.join(' '),
    virtualKeyDomain: application.virtualKeyDomain,
    integration: application.integration,
    rateLimited: application.rateLimited ?? false,
    billing: application.billing,
    ...(secrets
      ? {
          clientSecret: application.clientSecret,
          apiClientSecret: application.apiClientSecret,
          managementToken: application.managementToken,
          textureServerKey: application.textureServerKey,
          textureConnectKey: application.textureConnectKey,
        }
      : {}),
  };
}

/** @returns an account with its cars and what Tesla holds for it. */
export function describeAccount(account: Account): Readonly<Record<string, unknown>> {
  const consents = Object.entries(account.consents).map(([thirdParty, consent]) => ({
    thirdParty,
    boxes: consent.boxes,
    labels: consent.boxes.map((box) => teslaBoxes[box].label),
    grantedAt: new Date(consent.grantedAt).toISOString(),
  }));
  return {
    id: account.id,
    make: account.make,
    username: account.username,
    userId: account.userId,
    vehicles: [...account.vehicles].slice(0, listed).map(([vehicleId, role]) => ({ vehicleId, role })),
    consents,
    phoneKey: account.phoneKey,
    subscription: account.subscription,
    compatible: account.compatible,
    problem: account.problem ?? null,
  };
}

/** @returns a car. */
export function describeVehicle(car: Vehicle): Readonly<Record<string, unknown>> {
  const { id, vin, make, model, year, powertrain, keys, otherKeys, needsKey } = car;
  return { id, vin, make, model, year, powertrain, keys, otherKeys, needsKey };
}

/** @returns a connection with what holds on it right now. */
export function describeConnection(state: SandboxState, connection: Connection): Readonly<Record<string, unknown>> {
  return {
    id: connection.id,
    applicationId: connection.applicationId,
    accountId: connection.accountId,
    userId: connection.userId,
    vehicleId: connection.vehicleId,
    asked: formatScope(connection.asked),
    unticked: connection.unticked,
    granted: connection.permissions,
    permissions: effectivePermissions(state, connection),
    virtualKey: keyOfConnection(state, connection),
    role: roleOfConnection(state, connection),
    mode: connection.mode,
    era: connection.era,
    legacy: connection.legacy,
    connectedAt: new Date(connection.connectedAt).toISOString(),
    externalId: state.externalIds.get(userKey(connection.applicationId, connection.userId)) ?? null,
  };
}
