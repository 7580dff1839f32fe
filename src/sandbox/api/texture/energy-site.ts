import type { BatterySettings, DirectedBattery, EnergySite } from '../../state/texture.ts';

const hour = 3_600_000;
const capacityWh = 13_500;
/** What a Powerwall takes and gives at most, and what the home uses. */
const fullWatts = 5_000;
const homeWatts = 700;
const noonSolarWatts = 4_000;

/** Hour of the day, UTC, and the battery's level then: it serves the home at night and fills up by day. */
const everyday: readonly (readonly [number, number])[] = [
  [0, 45],
  [7, 25],
  [8, 25],
  [14, 95],
  [18, 95],
  [24, 45],
];

const untouched: EnergySite = { backupReserve: 20, strategy: 'self_consumption' };

/** What an energy site does at one moment. */
export interface EnergyMoment extends BatterySettings {
  /** Percent. */
  readonly level: number;
  readonly chargeWh: number;
  /** Watts; positive while it discharges, as Texture has it. */
  readonly chargeRate: number;
  /** Watts; positive while the home imports. */
  readonly gridPower: number;
}

/** @returns what the site does; its values follow from its commands and the clock alone */
export function energyAt(site: EnergySite = untouched, now: number): EnergyMoment {
  const level = levelAt(site, now);
  const lostInAMinute = level - levelAt(site, now + hour / 60);
  const chargeRate = Math.round((lostInAMinute / 100) * capacityWh * 60);
  return {
    backupReserve: site.backupReserve,
    strategy: site.strategy,
    level,
    chargeWh: Math.round((level / 100) * capacityWh),
    chargeRate,
    gridPower: Math.round(homeWatts - solarAt(now)) - chargeRate,
  };
}

function levelAt({ directed, backupReserve }: EnergySite, now: number): number {
  return directed === undefined ? Math.max(everydayLevel(now), backupReserve) : directedLevel(directed, now);
}

function directedLevel({ at, from, to, watts }: DirectedBattery, now: number): number {
  const moved = ((now - at) / hour) * (watts / capacityWh) * 100;
  return from < to ? Math.min(to, from + moved) : Math.max(to, from - moved);
}

function everydayLevel(now: number): number {
  const time = hourOf(now);
  const next = everyday.findIndex(([start]) => start > time);
  const [[startHour, startLevel] = [0, 0], [endHour, endLevel] = [24, 0]] = everyday.slice(next - 1, next + 1);
  return startLevel + ((time - startHour) / (endHour - startHour)) * (endLevel - startLevel);
}

function solarAt(now: number): number {
  return Math.max(0, noonSolarWatts * Math.sin(((hourOf(now) - 6) / 12) * Math.PI));
}

function hourOf(now: number): number {
  return (now % (24 * hour)) / hour;
}

/** @returns the site with another reserve, at which a discharge that is under way ends */
export function withReserve(site: EnergySite = untouched, backupReserve: number): EnergySite {
  const { directed } = site;
  if (directed === undefined || directed.to >= directed.from) return { ...site, backupReserve };
  return { ...site, backupReserve, directed: { ...directed, to: Math.min(directed.from, backupReserve) } };
}

/** An operating mode as `battery/set-operating-mode` takes it. */
export interface OperatingMode {
  readonly mode: 'charge' | 'discharge' | 'idle' | 'reset';
  readonly minimumBatteryReserve?: number | undefined;
  readonly maximumBatteryReserve?: number | undefined;
  readonly enableGridInteraction: boolean;
}

/**
 * Sets an operating mode: reserve and strategy follow Texture's table of modes.
 * @see https://docs.texturehq.com/platform-concepts/commands/overview
 */
export function withMode(site: EnergySite = untouched, order: OperatingMode, now: number): EnergySite {
  if (order.mode === 'reset') return restored(site, now);
  const from = levelAt(site, now);
  const settings = settingsFor(order, site, from);
  const earlier = site.earlier ?? {
    backupReserve: site.backupReserve,
    strategy: site.strategy,
    until: now + 24 * hour,
  };
  return { ...settings, earlier, directed: { at: now, from, ...course(order, settings, from) } };
}

/** Settings that are older than a day are not brought back; the mode ends all the same. */
function restored({ backupReserve, strategy, earlier }: EnergySite, now: number): EnergySite {
  const isRecent = earlier !== undefined && now <= earlier.until;
  return isRecent ? { backupReserve: earlier.backupReserve, strategy: earlier.strategy } : { backupReserve, strategy };
}

function settingsFor(order: OperatingMode, site: EnergySite, level: number): BatterySettings {
  if (order.mode === 'idle') return { backupReserve: Math.round(level), strategy: site.strategy };
  const strategy = order.enableGridInteraction ? 'time_of_use' : 'self_consumption';
  const backupReserve =
    order.mode === 'charge'
      ? (order.maximumBatteryReserve ?? 100)
      : (order.minimumBatteryReserve ?? site.backupReserve);
  return { backupReserve, strategy };
}

/** Without the grid a battery gives no more than the home takes; a fuller or emptier one than is asked stays as it is. */
function course(
  { mode, enableGridInteraction }: OperatingMode,
  { backupReserve }: BatterySettings,
  level: number,
): Pick<DirectedBattery, 'to' | 'watts'> {
  if (mode === 'charge') return { to: Math.max(level, backupReserve), watts: fullWatts };
  if (mode === 'discharge')
    return { to: Math.min(level, backupReserve), watts: enableGridInteraction ? fullWatts : homeWatts };
  return { to: level, watts: 0 };
}
