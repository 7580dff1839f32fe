import { incompatibleVin } from '../../state/accounts.ts';
import { isVin } from '../../state/cars.ts';
import { isCapable } from '../../state/capabilities.ts';
import { smartcarPermissions } from '../../../core/providers/smartcar/permissions.ts';
import { v2Endpoints, v2MakeEndpoints, type EndpointInfo } from '../../../core/providers/smartcar/endpoints.ts';
import { namesOf } from '../../state/scope.ts';
import type { Vehicle } from '../../state/state.ts';
import { applicationOfBasic } from '../call/access.ts';
import { incapability } from '../call/decide.ts';
import { refuseByPlan } from '../call/limits.ts';
import { refuseParameter, succeed, type ApiCall, type Outcome } from '../call/outcome.ts';
import { refuseToken } from '../call/call.ts';
import { ownValue } from '../../../core/text/keys.ts';

type Car = Pick<Vehicle, 'make' | 'powertrain'> & { readonly year: number };

/** World manufacturer identifiers of the makes that the sandbox knows. */
const makesByPrefix: Readonly<Record<string, string>> = {
  '5YJ': 'TESLA',
  '7SA': 'TESLA',
  '7G2': 'TESLA',
  LRW: 'TESLA',
  XP7: 'TESLA',
  WAU: 'AUDI',
  WA1: 'AUDI',
  WBA: 'BMW',
  WBY: 'BMW',
  '1G1': 'CHEVROLET',
  '1FA': 'FORD',
  '3FM': 'FORD',
  KM8: 'HYUNDAI',
  '1C4': 'JEEP',
  KND: 'KIA',
  '1N4': 'NISSAN',
  JTM: 'TOYOTA',
  WVG: 'VOLKSWAGEN',
  YV4: 'VOLVO',
};

/** VINs of simulated cars begin with it; what the Python suite expects of one is an electric car. */
const simulated = '0SC';
const simulatedCar: Car = { make: 'SIMULATED', powertrain: 'BEV', year: 2024 };

const yearLetters = 'ABCDEFGHJKLMNPRSTVWXY';
/** Before this model year, cars of other makes than Tesla count as not connected (assumption of the sandbox). */
const firstConnectedYear = 2014;
/** Up to this model year a car of another make is compatible but can do nothing that is asked (assumption of the sandbox). */
const lastPoorYear = 2017;

/** Answers `/compatibility`: whether a car, by its VIN, can be connected and what of the scope it can do. */
export function answerCompatibility(call: ApiCall): Outcome {
  const refused = refuseClient(call);
  if (refused !== undefined) return refused;
  const asked = new URLSearchParams(call.request.query);
  const vin = asked.get('vin')?.toUpperCase() ?? '';
  if (!isVin(vin)) return refuseParameter('vin', 'must have 17 characters, none of them I, O or Q');
  const scope = namesOf(asked.get('scope') ?? '');
  if (scope.length === 0) return refuseParameter('scope', 'must name at least one permission');
  const car = carOfVin(call, vin);
  return succeed(
    car === undefined || !isConnectable(car) ? incompatible : compatible(car, scope),
    '200: judged by VIN',
  );
}

const incompatible = { compatible: false, reason: 'VEHICLE_NOT_COMPATIBLE', capabilities: [] } as const;

function refuseClient(call: ApiCall): Outcome | undefined {
  const application = applicationOfBasic(call.state, call.request);
  return application === undefined ? refuseToken(call) : refuseByPlan(call.state, application, call.at);
}

function carOfVin({ state }: ApiCall, vin: string): Car | undefined {
  if (vin === incompatibleVin) return undefined;
  const make = ownValue(makesByPrefix, vin.slice(0, 3));
  if (make === undefined) {
    for (const vehicle of state.vehicles.values()) if (vehicle.vin === vin) return vehicle;
    return vin.startsWith(simulated) ? simulatedCar : undefined;
  }
  return { make, powertrain: make === 'TESLA' ? 'BEV' : 'ICE', year: 2010 + yearLetters.indexOf(vin[9] ?? 'Z') };
}

function isConnectable({ make, year }: Car): boolean {
  return make === 'TESLA' || year >= firstConnectedYear;
}

function compatible(car: Car, scope: readonly string[]): unknown {
  return { compatible: true, reason: null, capabilities: scope.flatMap((name) => capability(car, name)) };
}

function capability(car: Car, permission: string): readonly unknown[] {
  const endpoint = endpointOf(permission);
  const isAble = (car.make === 'TESLA' || car.year > lastPoorYear) && isCapable(car, permission);
  const name =
    permission === 'read_fuel' && car !== simulatedCar
      ? 'SMARTCAR_NOT_CAPABLE'
      : incapability(car, permission).split(':')[1];
  return [{ permission, endpoint, capable: isAble, reason: isAble ? null : name }];
}

const endpoints: readonly (readonly [path: string, info: EndpointInfo])[] = [
  ...Object.entries(v2Endpoints),
  ...Object.entries(v2MakeEndpoints).map(([path, info]) => [`tesla/${path}`, info] as const),
];

function endpointOf(permission: string): string {
  if (permission === 'read_vehicle_info') return '/';
  const endpoint = endpoints.find(([, info]) => info.GET === permission || info.POST === permission);
  return `/${endpoint?.[0] ?? ''}`;
}

/** What works for every make; the rest has make-specific endpoints. */
const common: readonly string[] = [
  'read_vehicle_info',
  ...new Set(
    Object.values<EndpointInfo>(v2Endpoints).flatMap(({ GET, POST }) =>
      [GET, POST].filter((name) => name !== undefined),
    ),
  ),
];

/** One model of the compatibility matrix. */
export interface MatrixRow {
  readonly model: string;
  readonly type: 'BEV' | 'PHEV' | 'ICE';
  readonly startYear: number;
  readonly endYear: number;
}

/** A few models of each make; Smartcar's own matrix is far longer. */
export const matrix: Readonly<Record<string, readonly MatrixRow[]>> = {
  CHEVROLET: [{ model: 'Volt', type: 'PHEV', startYear: 2016, endYear: 2019 }],
  FORD: [{ model: 'Mustang Mach-E', type: 'BEV', startYear: 2021, endYear: 2026 }],
  NISSAN: [{ model: 'LEAF', type: 'BEV', startYear: 2018, endYear: 2025 }],
  TESLA: [
    { model: 'Model 3', type: 'BEV', startYear: 2016, endYear: 2026 },
    { model: 'Model S', type: 'BEV', startYear: 2012, endYear: 2026 },
    { model: 'Model X', type: 'BEV', startYear: 2015, endYear: 2026 },
    { model: 'Model Y', type: 'BEV', startYear: 2020, endYear: 2026 },
  ],
  TOYOTA: [{ model: 'RAV4', type: 'ICE', startYear: 2019, endYear: 2026 }],
};

const regions: ReadonlySet<string> = new Set(['US', 'CA', 'EUROPE']);

/** Answers `/compatibility/matrix`: models by make, those that can do the whole scope. */
export function answerMatrix(call: ApiCall): Outcome {
  const refused = refuseClient(call);
  if (refused !== undefined) return refused;
  const asked = new URLSearchParams(call.request.query);
  const region = asked.get('region');
  if (region === null || !regions.has(region.toUpperCase()))
    return refuseParameter('region', 'must be US, CA or EUROPE');
  const scope = namesOf(asked.get('scope') ?? '');
  const type = asked.get('type')?.toUpperCase();
  const wanted = asked
    .get('make')
    ?.toUpperCase()
    .split(/[\s,]+/);
  const endpoint: Record<string, unknown> = {};
  for (const [make, models] of Object.entries(matrix)) {
    if (wanted !== undefined && !wanted.includes(make)) continue;
    const rows = models.filter((row) => fits({ make, row, scope, type })).map((row) => matrixRow(make, row));
    if (rows.length > 0) endpoint[make] = rows;
  }
  return succeed(endpoint, `200: ${Object.keys(endpoint).length} makes`);
}

interface MatrixFilter {
  readonly make: string;
  readonly row: MatrixRow;
  readonly scope: readonly string[];
  /** A powertrain; any when absent. */
  readonly type: string | undefined;
}

function fits({ make, row, scope, type }: MatrixFilter): boolean {
  const isAble = scope.every((name) => isCapable({ make, powertrain: row.type }, name));
  return isAble && (type === undefined || type === row.type);
}

function matrixRow(make: string, row: MatrixRow): unknown {
  const offered = make === 'TESLA' ? Object.keys(smartcarPermissions) : common;
  const permissions = offered.filter((name) => isCapable({ make, powertrain: row.type }, name));
  return { ...row, permissions, endpoints: [...new Set(permissions.map(endpointOf))] };
}
