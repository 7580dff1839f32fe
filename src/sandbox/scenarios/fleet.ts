import { createAccount } from '../accounts.ts';
import { createCar } from '../cars.ts';
import { addConnection } from '../connections.ts';
import { stableUuid } from '../ids.ts';
import type { Account, Application, SandboxState } from '../state.ts';
import { editionOf } from '../grants.ts';

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
  fleet: { readonly cars: number; readonly carsPerAccount?: number },
): void {
  const perAccount = Math.max(1, fleet.carsPerAccount ?? 10);
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
    const car = createCar(`fleet ${index}`, {
      ...(models[index % 4] ?? models[0]),
      keys: index % 3 === 0 ? [] : paired,
    });
    state.vehicles.set(car.id, car);
    account.vehicles.set(car.id, 'owner');
    addConnection(state, {
      id: stableUuid(`fleet connection ${index}`),
      applicationId: application.id,
      accountId: account.id,
      userId: account.userId,
      vehicleId: car.id,
      // What the boxes still hold back is taken off when it is read, so all cars can share one list.
      permissions: asked,
      mode: 'live',
      connectedAt: now,
      legacy: false,
    });
  }
}
