import { createAccount } from '../state/accounts.ts';
import { createVin, teslaNeedsKey } from '../state/cars.ts';
import { insertConnection } from '../state/connections.ts';
import { stableUuid } from '../state/ids.ts';
import type { Account, Application, SandboxState } from '../state/state.ts';
import { editionOf } from '../state/grants.ts';

const models = [
  { model: 'Model 3', year: 2022 },
  { model: 'Model Y', year: 2023 },
  { model: 'Model 3', year: 2024 },
  { model: 'Model S', year: 2019 },
] as const;

/** Connects many cars at once. Two in three have the key; one owner in ten left out a box. */
export function seedFleet(
  state: SandboxState,
  application: Application,
  fleet: { readonly cars: number; readonly carsPerAccount?: number | undefined },
): void {
  const perAccount = Math.max(1, fleet.carsPerAccount ?? 10);
  const none: readonly string[] = [];
  const paired = [application.virtualKeyDomain] as const;
  const asked = application.vehicleAccess.map(({ name }) => name);
  const all = editionOf(state, 'smartcar').asks;
  const now = state.now();
  let account: Account | undefined;
  for (let index = 0; index < fleet.cars; index += 1) {
    const owner = Math.floor(index / perAccount);
    if (account === undefined || index % perAccount === 0) {
      account = createAccount('TESLA', `owner${owner + 1}@fleet.example`);
      account.consents.smartcar = { boxes: owner % 10 === 9 ? ['vehicle_device_data'] : all, grantedAt: now };
      state.accounts.set(account.id, account);
    }
    const { model, year } = models[index % models.length] ?? models[0];
    const needsKey = teslaNeedsKey(model, year);
    const vehicleId = stableUuid(`fleet vehicle ${index}`, 'vehicle');
    // Written out, not spread from defaults: a hundred thousand copies of each object would cost half a second more.
    state.vehicles.set(vehicleId, {
      id: vehicleId,
      vin: createVin({ make: 'TESLA', model, year, serial: index }),
      make: 'TESLA',
      model,
      year,
      powertrain: 'BEV',
      keys: index % 3 === 0 ? none : paired,
      otherKeys: 2,
      needsKey,
      streaming: needsKey,
    });
    account.vehicles.set(vehicleId, 'owner');
    insertConnection(state, {
      id: stableUuid(`fleet connection ${index}`, 'connection'),
      sequence: state.nextSequence,
      applicationId: application.id,
      accountId: account.id,
      userId: account.userId,
      vehicleId,
      // What the boxes still hold back is taken off when it is read, so all cars can share one list.
      permissions: asked,
      mode: 'live',
      connectedAt: now,
      legacy: false,
    });
  }
}
