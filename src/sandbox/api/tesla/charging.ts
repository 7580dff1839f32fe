import type { VehicleAccess } from '../call/decide.ts';
import { fraction, hashed, round } from '../car/prng.ts';
import { refuse, type Refusal } from '../call/outcome.ts';
import { chargeState, type ReadInput } from '../car/reads.ts';
import type { VehicleMoment } from '../car/simulation.ts';
import { distance } from '../car/units.ts';

/** Ammeter and voltmeter read nothing without a cable. */
export function refuseUnplugged({ moment }: ReadInput): Refusal | undefined {
  return moment.isPluggedIn ? undefined : refuse('VEHICLE_STATE:CHARGING_PLUG_NOT_CONNECTED', 'no cable is plugged in');
}

/** Nothing to measure while no power flows. */
export function refuseNotCharging({ moment }: ReadInput): Refusal | undefined {
  return moment.isCharging ? undefined : refuse('VEHICLE_STATE:NOT_CHARGING', 'the car is not charging');
}

/** Published: billing needs the main account. The error is our assumption. */
export function refuseBillingOfDriver({ account, vehicle }: VehicleAccess): Refusal | undefined {
  return account?.vehicles.get(vehicle.id) === 'driver'
    ? refuse('COMPATIBILITY:VEHICLE_NOT_CAPABLE', "billing records need the owner's account")
    : undefined;
}

const maxAmperes = 48;
const kilometresPerKilowattHour = 5.88;

/** Amperes that flow into the car. */
export function amperes(moment: VehicleMoment): number {
  return moment.isCharging ? 32 : 0;
}

/** Volts at the charge port. */
export function volts(moment: VehicleMoment): number {
  return moment.isPluggedIn ? 231 : 0;
}

/** When the limit will be reached, or null. */
export function completionTime(moment: VehicleMoment): string | null {
  return moment.isCharging ? new Date(moment.at + moment.minutesLeft * 60_000).toISOString() : null;
}

/** The charger as Tesla describes it. */
export function charge({ vehicle, moment, units }: ReadInput): unknown {
  const added = distance(fraction(moment.energyAdded * kilometresPerKilowattHour), units);
  return {
    amperage: amperes(moment),
    completionTime: completionTime(moment),
    wattage: moment.power,
    voltage: volts(moment),
    isPluggedIn: moment.isPluggedIn,
    state: chargeState(moment),
    socLimit: moment.chargeLimit,
    amperageMaxVehicle: maxAmperes,
    socLimitMax: 1,
    socLimitMin: 0.5,
    socLimitDefault: 0.8,
    amperageRequested: vehicle.condition?.amperage ?? 32,
    energyAdded: moment.energyAdded,
    rangeAddedRated: added,
    rangeAddedIdeal: added,
    chargeRate: distance(round(moment.power * kilometresPerKilowattHour, 1), units),
    connector: moment.isPluggedIn ? 'SAE' : '<invalid>',
    fastChargerPresent: false,
    fastChargerType: '<invalid>',
    fastChargerBrand: '<invalid>',
    amperageMaxCharger: maxAmperes,
    chargePortColor: moment.isCharging ? 'GREEN' : '<invalid>',
    chargePortOpen: vehicle.condition?.isPortOpen ?? moment.isPluggedIn,
    chargePortLatch: 'Engaged',
    chargerPhases: moment.isCharging ? 1 : null,
  };
}

/** Tesla's charge schedule in the form of the API. */
export function scheduleBody(schedule: NonNullable<ReadInput['vehicle']['condition']>['schedule']): unknown {
  const part = (type: 'START_TIME' | 'DEPARTURE_TIME'): unknown => ({
    enabled: schedule?.type === type && schedule.enabled,
    time: schedule?.type === type ? schedule.time : null,
  });
  return { departureTime: part('DEPARTURE_TIME'), startTime: part('START_TIME') };
}

/** One public charging session. */
export interface ChargeSession {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly energy: number;
  readonly cost: number;
  readonly site: string;
}

const week = 604_800_000;

/** A visit to a public charger every other week, newest first. */
export function chargeSessions({
  vehicle,
  moment,
  query,
}: Pick<ReadInput, 'vehicle' | 'moment' | 'query'>): readonly ChargeSession[] {
  const asked = new URLSearchParams(query);
  const from = Date.parse(asked.get('startDate') ?? '') || moment.at - 30 * 86_400_000;
  const to = Math.min(moment.at, (Date.parse(asked.get('endDate') ?? '') || moment.at) + 86_400_000);
  const sessions: ChargeSession[] = [];
  for (let number = Math.floor(to / (2 * week)); number * 2 * week >= from && sessions.length < 50; number -= 1) {
    const start = number * 2 * week + Math.floor(hashed(vehicle.id, number) * 86_400_000);
    if (start > to) continue;
    const energy = round(20 + hashed(vehicle.id, number + 1) * 30, 2);
    sessions.push({
      id: `GF${number}-${vehicle.vin.slice(-6)}`,
      start,
      end: start + 38 * 60_000,
      energy,
      cost: round(energy * 0.42, 2),
      site: 'Los Gatos, CA',
    });
  }
  return sessions;
}

/** A session in the list of records. */
export function record({ id, start, end, energy }: ChargeSession): unknown {
  return { id, startTime: new Date(start).toISOString(), endTime: new Date(end).toISOString(), energyAdded: energy };
}

/** The bills of public charging, on one page. */
export function billing(input: ReadInput): unknown {
  const page = Number(new URLSearchParams(input.query).get('page') ?? 1);
  const records = page === 1 ? chargeSessions(input).map(billingRecord) : [];
  return { records, hasMoreData: false };
}

function billingRecord({ id, start, end, energy, cost, site }: ChargeSession): unknown {
  return {
    chargeStart: new Date(start).toISOString(),
    chargeEnd: new Date(end).toISOString(),
    energyConsumed: energy,
    cost: { currency: 'USD', energy: cost, other: 0 },
    location: site,
    recordId: id,
  };
}
