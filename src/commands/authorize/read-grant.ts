import type { AuthorizedVehicle } from '../../core/connect/authorization.ts';
import type { GrantEvidence } from '../../core/permissions/verdict.ts';
import { ApiError } from '../../core/errors/api-error.ts';
import { CliError } from '../../core/errors/cli-error.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { asObject, textField } from '../../core/text/json.ts';
import { boxIds, type BoxId } from '../../core/tesla/boxes.ts';
import { judgeVehicleKey } from '../../core/tesla/vehicle-key.ts';
import { parseVin, teslaModels } from '../../core/tesla/vin.ts';
import { smartcarSignals, type SignalInfo } from '../../core/providers/smartcar/signals.ts';
import type { GrantReader, SignalStates, TeslaAccess, VehicleInfo } from '../../io/smartcar.ts';

/** What the API told about a fresh grant. */
export interface ReadGrant {
  readonly evidence: GrantEvidence;
  readonly vehicles: readonly AuthorizedVehicle[];
  readonly warnings: readonly string[];
}

/**
 * Reads vehicles, permissions and virtual keys of a fresh grant.
 * @param readsTesla also ask for Tesla's own record of the boxes; pointless where it is known already
 * @throws CliError when the vehicles or the permissions cannot be read; the rest may be missing
 */
export async function readGrant(reader: GrantReader, options: { readonly readsTesla: boolean }): Promise<ReadGrant> {
  const listed = await reader.readVehicles();
  const vehicles = await Promise.all(listed.map((vehicle) => readVehicle(reader, vehicle)));
  const granted = intersection(vehicles.map(({ permissions }) => permissions));
  const access = options.readsTesla ? await readAccess(reader, listed) : undefined;
  const told = vehicles.map((one, index) => withRole(one, access?.[index]));
  return {
    evidence: {
      granted: vehicles.length === 0 ? undefined : new Set(granted),
      ticked: access === undefined ? undefined : commonBoxes(access),
    },
    vehicles: told.map(({ vehicle }) => vehicle),
    warnings: grantWarnings(told, granted),
  };
}

/** Why a grant could not be read, as the verdict wants to know it. Anything but a CliError is a fault of ours. */
export function describeFailure(error: unknown): {
  readonly failure: 'refused' | 'unreachable';
  readonly sentence: string;
} {
  if (!(error instanceof CliError)) throw error;
  const isAnswer = error.exitCode === exitCodes.credentials || error.exitCode === exitCodes.unavailable;
  if (!isAnswer && error.exitCode !== exitCodes.timedOut) throw error;
  const failure = error.exitCode === exitCodes.credentials ? 'refused' : 'unreachable';
  return { failure, sentence: `${error.message} ${error.hint}` };
}

interface VehicleReading {
  readonly vehicle: AuthorizedVehicle;
  readonly permissions: readonly string[];
  /** Listed by the connection and refused by its signals. */
  readonly contradicted: readonly string[];
  readonly isDriver: boolean;
}

async function readVehicle(reader: GrantReader, known: VehicleInfo): Promise<VehicleReading> {
  const listed = await reader.readPermissions(known.id);
  const states = await orNothing(reader.readSignalStates?.(known.id) ?? Promise.resolve(undefined));
  const contradicted = listed.filter((name) => isContradicted(name, states));
  const permissions = listed.filter((name) => !contradicted.includes(name));
  const [info, key, vin] = await Promise.all([
    known.make === undefined ? orNothing(reader.readVehicle(known.id)) : known,
    orDriver(reader.readVirtualKey(known.id)),
    permissions.includes('read_vin') ? readVin(reader, known.id) : undefined,
  ]);
  return {
    vehicle: describeVehicle({
      id: known.id,
      info: info ?? known,
      vin,
      paired: key === 'driver' ? null : (key?.paired ?? null),
    }),
    permissions,
    contradicted,
    isDriver: key === 'driver',
  };
}

/** Smartcar answers a driver's question for the key as if the car were missing; of a fresh grant it is not. */
async function orDriver<T>(reading: Promise<T>): Promise<T | 'driver' | undefined> {
  return orNothing(
    reading.catch((error: unknown) => {
      const failure = error instanceof ApiError ? error.failure : undefined;
      if (failure?.type === 'CONNECTED_SERVICES_ACCOUNT' && failure.code === 'VEHICLE_MISSING') return 'driver';
      throw error;
    }),
  );
}

/** Tesla's own record tells the role where it can be read. */
function withRole(reading: VehicleReading, access: TeslaAccess | undefined): VehicleReading {
  const isDriver = access?.role === 'driver' || (reading.isDriver && access?.role !== 'owner');
  return isDriver ? { ...reading, vehicle: { ...reading.vehicle, role: 'driver' } } : reading;
}

/**
 * A permission that the connection lists, while every signal that is known to need it answers that it is missing. The
 * permission of a signal is not published; those that nobody names count for nothing.
 */
function isContradicted(permission: string, states: SignalStates | undefined): boolean {
  if (states === undefined) return false;
  const of = (codes: readonly string[]) => codes.filter((code) => permissionOfSignal(code) === permission);
  return of(states.refused).length > 0 && of(states.answered).length === 0;
}

function permissionOfSignal(code: string): string | null {
  const info: SignalInfo | undefined = Object.hasOwn(smartcarSignals, code)
    ? smartcarSignals[code as keyof typeof smartcarSignals]
    : undefined;
  return info?.permission ?? null;
}

/** Reads that fail for want of a permission leave a gap, not an error. */
async function orNothing<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof CliError && error.code !== 'INTERRUPTED' && error.code !== 'TERMINATED') return undefined;
    throw error;
  }
}

async function readVin(reader: GrantReader, id: string): Promise<string | undefined> {
  // v3 keeps the value in a signal; its body is read where it is there.
  const path = reader.era === 'v2' ? '/vin' : 'vehicleidentification-vin';
  const reading = await orNothing(reader.read(id, path));
  const body = asObject(reading?.body);
  const attributes = asObject(asObject(body['data'])['attributes']);
  return textField(body, 'vin') ?? textField(asObject(attributes['body']), 'value');
}

interface DescribeVehicleInput {
  readonly id: string;
  readonly info: VehicleInfo;
  readonly vin: string | undefined;
  readonly paired: boolean | null;
}

function describeVehicle({ id, info, vin, paired }: DescribeVehicleInput): AuthorizedVehicle {
  const decoded = vin === undefined ? undefined : parseVin(vin);
  const tesla = decoded?.ok === true ? decoded.vin : undefined;
  const car = {
    make: info.make ?? (tesla === undefined ? null : 'TESLA'),
    model: info.model ?? (tesla === undefined ? null : teslaModels[tesla.model].name),
    year: info.year ?? tesla?.year ?? null,
  };
  return {
    id,
    ...(vin === undefined ? {} : { vin }),
    ...car,
    virtualKey: judgeVehicleKey(car, paired),
  };
}

function intersection(lists: readonly (readonly string[])[]): readonly string[] {
  const [first = [], ...rest] = lists;
  return first.filter((name) => rest.every((list) => list.includes(name)));
}

function grantWarnings(vehicles: readonly VehicleReading[], granted: readonly string[]): readonly string[] {
  const all = new Set(vehicles.flatMap(({ permissions }) => permissions));
  const contradicted = [...new Set(vehicles.flatMap((one) => one.contradicted))];
  return [
    ...(contradicted.length === 0
      ? []
      : [
          `The connection lists ${contradicted.join(', ')}, but the signals behind it report that the permission is missing: it is not counted as granted.`,
        ]),
    ...(vehicles.length === 0 ? ['Smartcar lists no vehicle for this owner, so no permission can be read.'] : []),
    ...(all.size > granted.length
      ? ['The vehicles were granted different permissions; a permission counts only if every vehicle has it.']
      : []),
  ];
}

/** What is to be said of the cars once everything that is known of their keys and roles was put together. */
export function vehicleWarnings(vehicles: readonly AuthorizedVehicle[]): readonly string[] {
  const drivers = vehicles.filter(({ role }) => role === 'driver').map(nameOf);
  const keyless = vehicles.filter(({ virtualKey }) => virtualKey === 'missing').map(nameOf);
  return [
    ...(drivers.length === 0
      ? []
      : [
          `The connected Tesla account is a driver account for ${drivers.join(', ')}: reads work, and so will commands once the owner's account has added the virtual key.`,
        ]),
    ...(keyless.length === 0
      ? []
      : [`The virtual key is still missing on ${keyless.join(', ')}: commands fail until the owner adds it.`]),
  ];
}

function nameOf({ id, model }: AuthorizedVehicle): string {
  return model === null ? id : `${model} (${id})`;
}

/** What Tesla holds for each vehicle; undefined for one that did not tell. */
async function readAccess(
  reader: GrantReader,
  vehicles: readonly VehicleInfo[],
): Promise<readonly (TeslaAccess | undefined)[]> {
  return Promise.all(vehicles.map(({ id }) => orNothing(reader.readTeslaAccess(id))));
}

/** The boxes that are ticked for every vehicle; undefined where they are not known of all. */
function commonBoxes(readings: readonly (TeslaAccess | undefined)[]): ReadonlySet<BoxId> | undefined {
  const known = readings.flatMap((access) => (access === undefined || access.scopes === null ? [] : [access.scopes]));
  if (known.length === 0 || known.length < readings.length) return undefined;
  return new Set(boxIds.filter((box) => known.every((scopes) => scopes.includes(box))));
}
