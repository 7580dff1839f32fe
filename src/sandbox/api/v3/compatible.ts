import { signalCodes, smartcarSignals } from '../../../core/providers/smartcar/signals.ts';
import { isCapable } from '../../state/capabilities.ts';
import { matrix, type MatrixRow } from '../car/compatibility.ts';
import { succeed, type ApiCall, type Outcome } from '../call/outcome.ts';
import { commandCodes } from './commands.ts';
import { readFilter, remarkOnFilters } from './list.ts';
import { signalPermission } from './signals.ts';

/** Where Smartcar sells. */
const regions = ['US', 'CA', 'EUROPE'] as const;
const powertrains = ['ICE', 'BEV', 'PHEV'] as const;

interface Model {
  readonly make: string;
  readonly region: (typeof regions)[number];
  readonly row: MatrixRow;
}

/**
 * `GET /compatible-vehicles`: no token, every row in one page, filters `make` in any case, `region` and
 * `powertrainType` (smartcar.com/docs/api-reference/compatible-vehicles, 2026). The sandbox has a few models of each make.
 */
export function answerCompatibleVehicles(call: ApiCall): Outcome {
  const asked = new URLSearchParams(call.request.query);
  const region = readFilter(asked, 'filter[region]', regions);
  if (typeof region === 'object') return region;
  const powertrain = readFilter(asked, 'filter[powertrainType]', powertrains);
  if (typeof powertrain === 'object') return powertrain;
  const make = asked.get('filter[make]')?.toUpperCase();
  const data = models
    .filter(
      (model) =>
        (make === undefined || make === model.make) &&
        (region === undefined || region === model.region) &&
        (powertrain === undefined || powertrain === model.row.type),
    )
    .map(modelResource);
  const meta = { page: 1, pageSize: data.length, totalCount: data.length };
  const { origin } = call.state.settings;
  const links = {
    self: `${origin}/v3/compatible-vehicles${call.request.query === '' ? '' : `?${call.request.query}`}`,
  };
  const remark = remarkOnFilters(asked, ['make', 'region', 'powertrainType']);
  return succeed({ data, meta, links }, `200: ${data.length} models${remark}`);
}

const models: readonly Model[] = Object.entries(matrix).flatMap(([make, rows]) =>
  rows.flatMap((row) => regions.map((region) => ({ make, region, row }))),
);

function modelResource({ make, region, row }: Model): unknown {
  const name = makeName(make);
  return {
    id: [make, row.model, row.startYear, row.endYear, row.type, region].join('-'),
    type: 'vehicle-model-capability',
    attributes: {
      make: name,
      model: row.model,
      region,
      powertrainType: row.type,
      years: { start: row.startYear, end: row.endYear },
      capabilities: capabilities(make, row),
    },
  };
}

/** Written as people write it: `Tesla`. */
function makeName(make: string): string {
  return make.charAt(0) + make.slice(1).toLowerCase();
}

/**
 * `code` is the signal's name, `capability` its code, and a command has one word for both, neither group nor permission
 * (smartcar.com/docs/api-reference/compatible-vehicles, 2026).
 */
function capabilities(make: string, { type: powertrain }: MatrixRow): readonly unknown[] {
  const signals = signalCodes
    .filter((code) => isCapable({ make, powertrain }, signalPermission(code)))
    .map((code) => {
      const { name, group } = smartcarSignals[code];
      const permission = signalPermission(code);
      return { type: 'signal', name: signalTitle(name), group, code: name, capability: code, permission };
    });
  const commands = commandCodes({ make, powertrain }).map(({ code, name }) => ({
    type: 'command',
    name,
    group: '',
    code,
    capability: code,
    permission: '',
  }));
  return [...signals, ...commands];
}

/** As people write it: `StateOfCharge` is "State Of Charge"; `PreciseLocation`, by exception, "Location". */
function signalTitle(name: string): string {
  return name === 'PreciseLocation' ? 'Location' : name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ');
}
