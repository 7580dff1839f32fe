import type { ChargeEvent, VehicleCondition } from '../../state/condition.ts';
import { hash } from '../../state/ids.ts';
import { between, fraction, random, round } from './prng.ts';
import { ownValue } from '../../../core/text/keys.ts';

/** What the simulation needs to know of a vehicle. */
export interface SimulatedVehicle {
  readonly id: string;
  readonly make: string;
  readonly model: string;
  readonly year: number;
}

/** Everything about a vehicle at one moment, in metric units. */
export interface VehicleMoment {
  readonly at: number;
  /** Kilometres. */
  readonly odometer: number;
  /** Between 0 and 1. */
  readonly soc: number;
  readonly chargeLimit: number;
  /** Kilowatt-hours. */
  readonly capacity: number;
  /** Kilometres that the charge lasts for. */
  readonly range: number;
  readonly isPluggedIn: boolean;
  readonly isCharging: boolean;
  /** A command or the owner decided so, not everyday life. */
  readonly isChargeDirected: boolean;
  /** Kilowatts at which the battery is charged when it is. */
  readonly power: number;
  /** Minutes until the limit is reached, while charging. */
  readonly minutesLeft: number;
  /** Kilowatt-hours of this charging session or the last one. */
  readonly energyAdded: number;
  readonly latitude: number;
  readonly longitude: number;
  readonly heading: number;
  /** Kilometres per hour. */
  readonly speed: number;
  readonly isAtHome: boolean;
  readonly isLocked: boolean;
  /** Between 0 and 1; meaningless for electric cars. */
  readonly fuel: number;
  readonly oilLife: number;
  /** Kilopascal. */
  readonly tires: readonly [frontLeft: number, frontRight: number, backLeft: number, backRight: number];
  readonly outside: number;
  readonly inside: number;
}

const hour = 3_600_000;
const day = 24 * hour;
/** Start of the count of kilometres: 2020-01-01. */
const origin = Date.UTC(2020, 0, 1);
const plugInHour = 19;
const chargerPower = 7.4;
const consumption = 0.17;
const drivingHours = 0.75;

/** Where simulated owners live: parks and city halls, not homes. */
const homes = [
  [37.7793, -122.4193],
  [34.0537, -118.2428],
  [47.6038, -122.3301],
  [40.7128, -74.006],
  [52.52, 13.405],
  [51.5072, -0.1276],
] as const;

const capacities: Readonly<Record<string, number>> = {
  'Model 3': 75.5,
  'Model Y': 78.1,
  'Model S': 95.2,
  'Model X': 95.2,
  Cybertruck: 122.4,
  Volt: 18.4,
};

interface Life {
  readonly seed: number;
  /** Hour of day at which the owner leaves home and starts back. */
  readonly leave: number;
  readonly back: number;
  /** Kilometres one way. */
  readonly trip: number;
  /** Kilometres on delivery day. */
  readonly base: number;
  /** From then on the car is driven every day; cars older than the count are driven from its start. */
  readonly delivered: number;
  readonly capacity: number;
  readonly home: readonly [number, number];
  readonly work: readonly [number, number];
}

/** The unchanging half of a vehicle's days. */
function lifeOf(vehicle: SimulatedVehicle): Life {
  const seed = hash(vehicle.id);
  const [latitude, longitude] = homes[seed % homes.length] ?? homes[0];
  const home = [latitude + between(seed, 1, [-0.05, 0.05]), longitude + between(seed, 2, [-0.05, 0.05])] as const;
  const trip = between(seed, 3, [8, 32]);
  const direction = between(seed, 4, [0, 2 * Math.PI]);
  const degrees = trip / 1.3 / 111;
  return {
    seed,
    leave: between(seed, 5, [7, 9]),
    back: between(seed, 6, [16, 17.5]),
    trip,
    base: Math.max(0, 2020 - vehicle.year) * 14_000 + between(seed, 7, [50, 4_000]),
    delivered: Date.UTC(Math.max(2020, vehicle.year), 0, 1),
    capacity: ownValue(capacities, vehicle.model) ?? 64.8,
    home,
    work: [
      home[0] + degrees * Math.cos(direction),
      home[1] + (degrees * Math.sin(direction)) / Math.cos(home[0] / 57.3),
    ],
  };
}

/** How far the owner is on today's two trips: 0 at home, 1 at work, and back to 2. */
function progress(life: Life, hourOfDay: number): number {
  const out = Math.min(1, Math.max(0, (hourOfDay - life.leave) / drivingHours));
  const back = Math.min(1, Math.max(0, (hourOfDay - life.back) / drivingHours));
  return out + back;
}

function driven(life: Life, at: number): number {
  const since = Math.max(0, at - life.delivered);
  const days = Math.floor(since / day);
  return (days * 2 + progress(life, (since - days * day) / hour)) * life.trip;
}

interface Charge {
  readonly soc: number;
  readonly isPluggedIn: boolean;
  readonly isCharging: boolean;
  /** Share of the battery that was charged in this session or the last one. */
  readonly added: number;
  readonly isDirected?: boolean | undefined;
}

interface ChargeQuestion {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Charge limit between 0 and 1. */
  readonly limit: number;
}

/** Every evening the owner plugs in at seven; the battery is full some hours later and the plug comes out in the morning. */
function everydayCharge(life: Life, { at, limit }: ChargeQuestion): Charge {
  const since = at - origin;
  const hourOfDay = (since - Math.floor(since / day) * day) / hour;
  const used = (2 * life.trip * consumption) / life.capacity;
  const low = Math.max(0.1, limit - used);
  const isEvening = hourOfDay >= plugInHour;
  const isPluggedIn = isEvening || hourOfDay < life.leave;
  const hoursIn = isEvening ? hourOfDay - plugInHour : hourOfDay + 24 - plugInHour;
  if (!isPluggedIn) {
    const soc = limit - (progress(life, hourOfDay) / 2) * (limit - low);
    return { soc, isPluggedIn, isCharging: false, added: limit - low };
  }
  const soc = Math.min(limit, low + (hoursIn * chargerPower) / life.capacity);
  return { soc, isPluggedIn, isCharging: soc < limit, added: soc - low };
}

/** When the owner drives off next after a moment. */
function nextDeparture(life: Life, at: number): number {
  const midnight = origin + Math.floor((at - origin) / day) * day;
  const departures = [life.leave, life.back, 24 + life.leave].map((hours) => midnight + hours * hour);
  return departures.find((departure) => departure > at) ?? at + day;
}

/** After a command the charge goes on from there until the owner drives off, and from then by use until the next evening. */
function chargeAfter(life: Life, event: ChargeEvent, { at, limit }: ChargeQuestion): Charge | undefined {
  const evenings = Math.floor((event.at - origin - plugInHour * hour) / day) + 1;
  const evening = origin + evenings * day + plugInHour * hour;
  if (at >= evening || at < event.at) return undefined;
  const departure = nextDeparture(life, event.at);
  const hasLeft = at >= departure;
  const hoursCharged = event.isCharging ? (Math.min(at, departure) - event.at) / hour : 0;
  const charged = Math.min(Math.max(limit, event.soc), event.soc + (hoursCharged * chargerPower) / life.capacity);
  const used = ((driven(life, at) - driven(life, event.at)) * consumption) / life.capacity;
  const isPluggedIn = event.isPluggedIn && !hasLeft;
  return {
    soc: Math.max(0.02, isPluggedIn ? charged : charged - used),
    isPluggedIn,
    isCharging: isPluggedIn && event.isCharging && charged < limit,
    added: charged - event.soc,
    isDirected: event.isDirected && !hasLeft,
  };
}

interface Place {
  readonly latitude: number;
  readonly longitude: number;
  readonly heading: number;
  readonly speed: number;
  readonly isAtHome: boolean;
}

function placeAt(life: Life, at: number): Place {
  const since = at - origin;
  const along = progress(life, (since - Math.floor(since / day) * day) / hour);
  const share = along <= 1 ? along : 2 - along;
  const isDriving = along > 0 && along !== 1 && along < 2;
  const toWork = (Math.atan2(life.work[1] - life.home[1], life.work[0] - life.home[0]) * 180) / Math.PI;
  return {
    latitude: round(life.home[0] + share * (life.work[0] - life.home[0]), 6),
    longitude: round(life.home[1] + share * (life.work[1] - life.home[1]), 6),
    heading: round((((along < 1 ? toWork : toWork + 180) % 360) + 360) % 360, 1),
    speed: isDriving ? round(life.trip / drivingHours, 1) : 0,
    isAtHome: share === 0,
  };
}

function temperatures(life: Life, at: number): { outside: number; inside: number } {
  const yearly = Math.cos(((at - Date.UTC(2020, 6, 15)) / (365.25 * day)) * 2 * Math.PI);
  const daily = Math.cos(((at % day) / day - 15 / 24) * 2 * Math.PI);
  const outside = round(13 + 8 * yearly + 4 * daily + between(life.seed, 8, [-2, 2]), 1);
  return { outside, inside: round(outside + between(life.seed, 9, [2, 6]), 1) };
}

function tiresAt(life: Life, at: number): VehicleMoment['tires'] {
  const weeks = Math.floor(at / (7 * day));
  const tire = (place: number): number =>
    fraction(between(life.seed, place, [282, 296]) + random(life.seed ^ weeks, place) * 3);
  return [tire(10), tire(11), tire(12), tire(13)];
}

/**
 * A vehicle at a moment: stable for the vehicle's id, moving with the clock, bent by what commands and the owner did.
 * A pure function whose cost does not depend on how many vehicles there are.
 */
export function vehicleAt(vehicle: SimulatedVehicle, condition: VehicleCondition, at: number): VehicleMoment {
  const life = lifeOf(vehicle);
  const chargeLimit = condition.chargeLimit ?? 0.8;
  const event = condition.charge;
  const question = { at, limit: chargeLimit };
  const charge = (event && chargeAfter(life, event, question)) ?? everydayCharge(life, question);
  const soc = round(charge.soc, 3);
  return {
    at,
    odometer: round(life.base + driven(life, at) + (condition.extraKilometres ?? 0), 2),
    soc,
    chargeLimit,
    capacity: life.capacity,
    range: fraction((charge.soc * life.capacity) / consumption),
    isPluggedIn: charge.isPluggedIn,
    isCharging: charge.isCharging,
    isChargeDirected: charge.isDirected ?? false,
    power: charge.isCharging ? chargerPower : 0,
    minutesLeft: charge.isCharging ? Math.ceil(((chargeLimit - charge.soc) * life.capacity * 60) / chargerPower) : 0,
    energyAdded: round(charge.added * life.capacity, 2),
    ...placeAt(life, at),
    isLocked: condition.isLocked ?? true,
    fuel: round(0.25 + 0.7 * (1 - ((driven(life, at) / 500) % 1)), 2),
    oilLife: round(0.15 + 0.85 * (1 - ((driven(life, at) / 16_000) % 1)), 2),
    tires: tiresAt(life, at),
    ...temperatures(life, at),
  };
}
