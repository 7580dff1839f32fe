import { createAccount } from '../state/accounts.ts';
import { createVinSeries, teslaNeedsKey } from '../state/cars.ts';
import { insertConnections } from '../state/connections.ts';
import { countedUuid } from '../state/ids.ts';
import type { Application, Connection, SandboxState, Vehicle } from '../state/state.ts';
import { editionOf } from '../state/grants.ts';
import type { AskedPermission } from '../state/scope.ts';

const models = [
  { model: 'Model 3', year: 2022 },
  { model: 'Model Y', year: 2023 },
  { model: 'Model 3', year: 2024 },
  { model: 'Model S', year: 2019 },
].map((car) => ({
  ...car,
  needsKey: teslaNeedsKey(car.model, car.year),
  vinOf: createVinSeries({ make: 'TESLA', ...car }),
}));

/** How many cars, and how they are spread over owners. */
export interface Fleet {
  readonly cars: number;
  readonly carsPerAccount?: number | undefined;
}

/** What all cars of a fleet share. */
interface Common {
  readonly keys: readonly [none: readonly string[], paired: readonly string[]];
  readonly asked: readonly AskedPermission[];
  readonly unticked: readonly string[];
  /** What the boxes still hold back is taken off when it is read, so all cars can share one list. */
  readonly permissions: readonly string[];
  readonly applicationId: string;
  readonly now: number;
}

/** Connects many cars at once. Two in three have the key; one owner in ten left out a box. */
export function seedFleet(state: SandboxState, application: Application, { cars, carsPerAccount }: Fleet): void {
  const perAccount = Math.max(1, carsPerAccount ?? 10);
  const boxes = editionOf(state, 'smartcar').asks;
  const common: Common = {
    keys: [[], [application.virtualKeyDomain]],
    asked: application.vehicleAccess,
    unticked: [],
    permissions: application.vehicleAccess.map(({ name }) => name),
    applicationId: application.id,
    now: state.now(),
  };
  for (let first = 0, owner = 1; first < cars; first += perAccount, owner += 1) {
    const account = createAccount('TESLA', `owner${owner}@fleet.example`);
    account.consents.smartcar = {
      boxes: owner % 10 === 0 ? ['vehicle_device_data'] : boxes,
      grantedAt: common.now,
    };
    state.accounts.set(account.id, account);
    const connections: Connection[] = [];
    for (let index = first; index < Math.min(cars, first + perAccount); index += 1) {
      const car = createFleetCar(index, common);
      state.vehicles.set(car.id, car);
      account.vehicles.set(car.id, 'owner');
      // Written out, not spread from defaults: a hundred thousand copies would cost half a second more.
      connections.push({
        id: countedUuid(index, 'connection'),
        sequence: state.nextSequence + index - first,
        applicationId: common.applicationId,
        accountId: account.id,
        userId: account.userId,
        vehicleId: car.id,
        asked: common.asked,
        unticked: common.unticked,
        permissions: common.permissions,
        mode: 'live',
        connectedAt: common.now,
        consentedAt: common.now,
        era: 'v2',
        legacy: false,
      });
    }
    insertConnections(state, connections);
  }
}

function createFleetCar(index: number, { keys }: Common): Vehicle {
  const series = models[index % models.length];
  if (series === undefined) throw new Error('an index below the length finds a model');
  const { model, year, needsKey, vinOf } = series;
  return {
    id: countedUuid(index, 'vehicle'),
    vin: vinOf(index),
    make: 'TESLA',
    model,
    year,
    powertrain: 'BEV',
    keys: keys[index % 3 === 0 ? 0 : 1],
    otherKeys: 2,
    needsKey,
    streaming: needsKey,
  };
}
