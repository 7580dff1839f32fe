import { keysOf } from '../../text/keys.ts';
import type { Source } from '../../source.ts';
import type { SmartcarPermission } from './permissions.ts';
import type { SignalBasis } from './signals.ts';

/** One thing that an app can make a car do. The key of the table is its path below `/commands/` in v3. */
export interface CommandInfo {
  readonly permission: SmartcarPermission;
  /** What it does, in our words. */
  readonly meaning: string;
  readonly basis: SignalBasis;
  readonly source: Source;
  /** Everyday words that people look for it by. */
  readonly words: string;
  readonly note?: string | undefined;
}

const v3: Source = {
  url: 'https://smartcar.com/docs/api-reference/vehicles-api-intro',
  asOf: '2026-09',
  confidence: 'inferred',
};
const v2Only = 'Published for v2 alone, make by make; v3 has no such command.';

function command(
  permission: SmartcarPermission,
  info: Pick<CommandInfo, 'meaning' | 'words'> & Partial<CommandInfo>,
): CommandInfo {
  return { permission, basis: 'v2-endpoint', source: v3, ...info };
}

/** Commands of the v3 API, and those that only v2 had, with the permission each needs. */
export const smartcarCommands = {
  'charge/start': command('control_charge', { meaning: 'Start charging', words: 'start charging begin charge' }),
  'charge/stop': command('control_charge', { meaning: 'Stop charging', words: 'stop charging end charge pause' }),
  'charge/set-limit': command('control_charge', {
    meaning: 'Set the level at which charging stops',
    words: 'set charge limit target percent',
  }),
  'charge-port/open': command('control_charge', { meaning: 'Open the charging port', words: 'open charge port flap' }),
  'charge-port/close': command('control_charge', {
    meaning: 'Close the charging port',
    words: 'close charge port flap',
  }),
  'charge-schedules/daily': command('control_charge', {
    meaning: 'Set a daily charging schedule',
    words: 'schedule timer planned night',
    basis: 'third-party',
  }),
  'charge-schedules/weekly': command('control_charge', {
    meaning: 'Set a weekly charging schedule',
    words: 'schedule timer planned',
    basis: 'third-party',
  }),
  'charge-schedules/workweek': command('control_charge', {
    meaning: 'Set a charging schedule for workdays',
    words: 'schedule timer planned',
    basis: 'third-party',
  }),
  'security/lock': command('control_security', { meaning: 'Lock the car', words: 'lock doors close' }),
  'security/unlock': command('control_security', { meaning: 'Unlock the car', words: 'unlock doors open' }),
  'navigation/set-destination': command('control_navigation', {
    meaning: 'Send a destination to the navigation system',
    words: 'navigate destination route send',
  }),
  'climate/cabin': command('control_climate', {
    meaning: 'Switch the climate control',
    words: 'climate heat cool precondition warm start',
    note: v2Only,
  }),
  'climate/defroster': command('control_climate', {
    meaning: 'Switch the defroster',
    words: 'defrost windscreen windshield',
    note: v2Only,
  }),
  'climate/steering-wheel': command('control_climate', {
    meaning: 'Switch the steering wheel heater',
    words: 'steering wheel heat warm',
    note: v2Only,
  }),
  'pin/set': command('control_pin', { meaning: 'Set PIN to Drive', words: 'pin code drive', note: v2Only }),
  'trunk/open': command('control_trunk', {
    meaning: 'Open the trunk or the frunk',
    words: 'open trunk frunk boot',
    note: `${v2Only} Its path is unconfirmed.`,
  }),
} as const satisfies Record<string, CommandInfo>;

/** Code of a command, as it stands below `/commands/`. */
export type CommandCode = keyof typeof smartcarCommands;

/** All command codes, in the order of the table. */
export const commandCodes = keysOf(smartcarCommands);

/** Reads a command as `security/lock`, `security-lock` or by its last word where that is unique (`lock`), in any case. */
export function parseCommand(text: string): CommandCode | undefined {
  const wanted = text
    .trim()
    .toLowerCase()
    .replace(/^\/?(commands\/)?/, '');
  return spellings.get(wanted) ?? spellings.get(wanted.replace('/', '-'));
}

/** Every accepted spelling, for suggestions. */
export function commandSpellings(): readonly string[] {
  return [...spellings.keys()];
}

const spellings: ReadonlyMap<string, CommandCode> = buildSpellings();

function buildSpellings(): Map<string, CommandCode> {
  const map = new Map<string, CommandCode>();
  for (const code of commandCodes) {
    const last = code.slice(code.indexOf('/') + 1);
    if (commandCodes.filter((other) => other.endsWith(`/${last}`)).length === 1) map.set(last, code);
    map.set(code, code).set(code.replace('/', '-'), code);
  }
  return map;
}
