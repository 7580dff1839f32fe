import { keysOf } from '../text/keys.ts';
import type { Source } from '../source.ts';

/** One box of Tesla's consent screen. The key is Tesla's OAuth scope. */
export interface TeslaBox {
  /** The words beside the box on Tesla's screen. */
  readonly label: string;
  /** Other spellings in use: Smartcar's documents, Tesla's developer pages. */
  readonly aliases: readonly string[];
  /** What the owner shares by ticking it. */
  readonly covers: string;
  /** Energy boxes concern Powerwall and solar sites, not cars. */
  readonly device: 'account' | 'vehicle' | 'energy';
  readonly source: Source;
}

const teslaScopes: Source = {
  url: 'https://developer.tesla.com/docs/fleet-api/authentication/overview',
  asOf: '2026-08-15',
};

/**
 * The boxes that Tesla's consent screen can show, in the order of Tesla's scope table.
 * Which of them appear, and in which order, depends on what the asking app requests.
 */
export const teslaBoxes = {
  user_data: {
    label: 'Profile Information',
    aliases: [],
    covers: 'contact details, home address, profile picture and referral details',
    device: 'account',
    source: teslaScopes,
  },
  vehicle_device_data: {
    label: 'Vehicle Information',
    aliases: [],
    covers: 'live vehicle data, eligible upgrades, nearby Superchargers, ownership and service',
    device: 'vehicle',
    source: teslaScopes,
  },
  vehicle_location: {
    label: 'Vehicle Location',
    aliases: [],
    covers: 'precise location, and coarse location for approximate services',
    device: 'vehicle',
    source: teslaScopes,
  },
  vehicle_cmds: {
    label: 'Vehicle Commands',
    aliases: [],
    covers: 'drivers, unlocking, waking, remote start, Live Camera and software updates',
    device: 'vehicle',
    source: teslaScopes,
  },
  vehicle_charging_cmds: {
    label: 'Vehicle Charging Management',
    aliases: ['Vehicle Charge Management'],
    covers: 'charging history, billed amounts, charging places, and starting, stopping or scheduling a charge',
    device: 'vehicle',
    source: teslaScopes,
  },
  energy_device_data: {
    label: 'Energy Product Information',
    aliases: [],
    covers: 'live status, site details and history of Powerwall and solar',
    device: 'energy',
    source: teslaScopes,
  },
  energy_cmds: {
    label: 'Energy Product Commands',
    aliases: ['Energy Product Settings'],
    covers: 'backup reserve, operation mode and storm mode of Powerwall',
    device: 'energy',
    source: teslaScopes,
  },
} as const satisfies Record<string, TeslaBox>;

/** Tesla's OAuth scope name of a consent box. */
export type BoxId = keyof typeof teslaBoxes;

/** All box ids in the order of the table. */
export const boxIds = keysOf(teslaBoxes);

/** The box ids by every spelling; made when somebody first writes a box, which few commands ask for. */
let boxesBySpelling: ReadonlyMap<string, BoxId> | undefined;

function normalize(text: string): string {
  return text.trim().toLowerCase().replace(/\s+/g, ' ');
}

/**
 * Reads a box by Tesla's label, by an alias, or by its scope id, in any case.
 * @returns the box id, or `undefined` if nobody spells a box that way.
 */
export function parseBox(text: string): BoxId | undefined {
  boxesBySpelling ??= new Map(
    boxIds.flatMap((id) =>
      [id, teslaBoxes[id].label, ...teslaBoxes[id].aliases].map((name) => [normalize(name), id] as const),
    ),
  );
  return boxesBySpelling.get(normalize(text));
}

/** Every accepted spelling, for suggestions. */
export function boxSpellings(): readonly string[] {
  return boxIds.flatMap((id) => [teslaBoxes[id].label, ...teslaBoxes[id].aliases, id]);
}
