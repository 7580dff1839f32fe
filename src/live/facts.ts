import { ApiError } from '../core/errors/api-error.ts';
import { CliError } from '../core/errors/cli-error.ts';
import { parseErrorInput } from '../core/errors/input/parse.ts';
import type { ConnectionFacts, Fact, ReadFailure } from '../core/findings/connection/facts.ts';
import { mayBeTesla } from '../core/tesla/vehicle-key.ts';
import type { AskedPermission } from '../core/permissions/scope.ts';
import type { MappingEdition, Provider } from '../core/providers/provider.ts';
import type { GrantReader, VehicleInfo } from '../io/smartcar.ts';
import type { LiveConnection } from './live-connection.ts';

/** What a gathering of facts needs to know beside the connection. */
export interface FactsRequest {
  readonly provider: Provider;
  readonly edition: MappingEdition;
  /** Wins over what was noted with the tokens. */
  readonly asked?: readonly AskedPermission[] | undefined;
  /** Where nothing was noted. */
  readonly presumed?: readonly AskedPermission[] | undefined;
  /** Path (v2) or signal (v3) of one live read; it counts against limits. */
  readonly probe?: string | undefined;
}

/** Codes that end a command instead of becoming a fact: nothing else would work either, or somebody wants to stop. */
const ending: ReadonlySet<string> = new Set([
  'INTERRUPTED',
  'TERMINATED',
  'NETWORK',
  'TIMED_OUT',
  'SECURITY',
  'UNEXPECTED',
]);

/** Reads something; an error answer of the API becomes a fact. */
export async function readFact<T>(work: () => Promise<T>): Promise<Fact<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    if (!(error instanceof CliError) || ending.has(error.code)) throw error;
    return { failure: describeFailure(error) };
  }
}

function describeFailure(error: CliError): ReadFailure {
  if (!(error instanceof ApiError)) {
    // A renewal that was refused comes with the answer as its cause.
    return error.cause instanceof ApiError
      ? describeFailure(error.cause)
      : { name: null, status: null, message: error.message, code: error.code, hint: error.hint };
  }
  const { type, code, status, requestId, retryAfter, resolution } = error.failure;
  return {
    name: type === undefined ? null : nameOf(type, code),
    status,
    message: error.message,
    code: error.code,
    hint: error.hint,
    requestId,
    retryAfter,
    resolutionUrl: resolution?.url === undefined ? undefined : resolution.url,
  };
}

/** Only what is a word is written in capitals: a server may repeat a secret there, which is known as it was sent. */
function nameOf(type: string, code: string | null): string {
  if (type === type.toLowerCase()) return type;
  return `${/^\w+$/.test(type) ? type.toUpperCase() : type}:${code ?? 'null'}`;
}

/** Reads everything that the checks of a connection look at. */
export async function gatherFacts(connection: LiveConnection, request: FactsRequest): Promise<ConnectionFacts> {
  const { reader, vehicle, granted: known } = connection;
  const { id } = vehicle;
  const [granted, info]: [Fact<readonly string[]>, Fact<VehicleInfo>] = await Promise.all([
    known === undefined ? readFact(() => reader.readPermissions(id)) : { value: known },
    vehicle.make === undefined ? readFact(() => reader.readVehicle(id)) : { value: vehicle },
  ]);
  const description = describeVehicle(info.value ?? vehicle);
  const probePath = request.probe;
  const [tesla, probe] = await Promise.all([
    mayBeTesla(description) ? readTesla(reader, id) : {},
    probePath === undefined ? undefined : readProbe(reader, id, probePath),
  ]);
  return {
    provider: request.provider,
    edition: request.edition,
    era: connection.era,
    userId: connection.userId,
    externalId: connection.externalId,
    vehicleId: id,
    ...description,
    asked: request.asked ?? connection.asked ?? request.presumed ?? null,
    granted,
    info: info.failure === undefined ? { value: true } : { failure: info.failure },
    ...tesla,
    probe: probePath === undefined || probe === undefined ? undefined : { path: probePath, fact: probe },
  };
}

function describeVehicle({ make, model, year }: VehicleInfo) {
  return { make: make ?? null, model: model ?? null, year: year ?? null };
}

async function readTesla(
  reader: GrantReader,
  id: string,
): Promise<Pick<ConnectionFacts, 'access' | 'key' | 'migration'>> {
  const [access, key, migration] = await Promise.all([
    readFact(() => reader.readTeslaAccess(id)),
    readFact(() => reader.readVirtualKey(id)),
    readFact(async () => (await reader.readMigration(id)) ?? null),
  ]);
  if (reader.era === 'v2') return { access, key, migration };
  // v3 keeps errors inside the signal; the reader passes over them, a plain read shows them.
  const isSilent = access.failure === undefined && access.value.scopes === null;
  const hidden = isSilent ? await readProbe(reader, id, 'vehicleuseraccount-permissions') : undefined;
  // A signal that is not there yet is 404: a vehicle without a subscription to a webhook has none at all.
  const isRefused = hidden?.failure !== undefined && hidden.failure.status !== 404;
  return { access: isRefused ? { failure: hidden.failure } : access, key };
}

async function readProbe(reader: GrantReader, id: string, path: string): Promise<Fact<true>> {
  const fact = await readFact(() => reader.read(id, path));
  if (fact.failure !== undefined) return fact;
  const error = parseErrorInput(JSON.stringify(fact.value.body ?? null)).find(({ refs }) => refs.length > 0);
  const name = error?.refs[0]?.code;
  if (name === undefined) return { value: true };
  const { requestId } = fact.value;
  const message = `GET ${path} was answered with "${name}"${requestId === undefined ? '' : ` (request ${requestId})`}.`;
  return { failure: { name, status: null, message, requestId } };
}
