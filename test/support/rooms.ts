import { readdirSync } from 'node:fs';
import type { Room } from './house.ts';

/** How a thing in progress is told to stop. */
const stops = ['AbortController', 'AbortSignal'];
const timers = ['clearTimeout', 'setTimeout'];

const core = (at: readonly string[], rooms: readonly string[] = []): Room => ({ at, rooms });
const base = ['core', 'core/text', 'core/errors'];
const tables = [...base, 'core/tesla', 'core/providers', 'core/errors/knowledge'];
const sandboxTables = ['core', 'core/text', 'core/tesla', 'core/providers'];

/**
 * The house: every room of src, what stands in it and what it may import. `docs/architecture.md` tells why. What a room
 * may reach for is listed here; nothing else is allowed, and no file is exempt by a word in its path.
 */
export const rooms: Readonly<Record<string, Room>> = {
  // Pure: tables, rules, parsers. From the ground up.
  core: core(['core/*']),
  'core/text': core(['core/text/']),
  'core/errors': core(['core/errors/'], ['core', 'core/text']),
  'core/machine': core(['core/machine/'], ['core', 'core/text', 'core/errors']),
  'core/tesla': core(['core/tesla/'], ['core', 'core/text']),
  'core/providers': core(['core/providers/'], ['core', 'core/text', 'core/tesla']),
  'core/errors/knowledge': core(['core/errors/knowledge/'], [...base, 'core/tesla', 'core/providers']),
  'core/errors/recognition': core(['core/errors/recognition/'], tables),
  'core/permissions': core(['core/permissions/'], tables),
  'core/connect': core(['core/connect/'], [...tables, 'core/machine', 'core/permissions']),
  'core/connections': core(['core/connections/'], [...tables, 'core/code-scan']),
  'core/errors/input': core(
    ['core/errors/input/'],
    [...tables, 'core/errors/recognition', 'core/permissions', 'core/connect'],
  ),
  'core/errors/explanation': core(
    ['core/errors/explanation/'],
    [...tables, 'core/errors/recognition', 'core/errors/input', 'core/permissions', 'core/connect'],
  ),
  'core/code-scan': core(['core/code-scan/'], [...tables, 'core/permissions']),
  'core/findings': core(
    ['core/findings/'],
    [...tables, 'core/permissions', 'core/connect', 'core/errors/explanation', 'core/code-scan'],
  ),

  'core/audit': core(['core/audit/'], [...tables, 'core/permissions', 'core/connect']),
  'core/campaign': core(['core/campaign/'], [...tables, 'core/permissions', 'core/connect', 'core/audit']),

  'core/webhook': core(
    ['core/webhook/'],
    [...tables, 'core/permissions', 'core/connect', 'core/errors/explanation', 'core/findings'],
  ),

  // The edges: what the program may do to the world. Interfaces first, then the adapters behind them.
  'io/interfaces': {
    at: [
      'io/context.ts',
      'io/stores.ts',
      'io/read-bounds.ts',
      'io/sandbox-control.ts',
      'io/smartcar.ts',
      'io/rows.ts',
      'io/state-keys.ts',
      'io/webhook.ts',
      'io/key-tools.ts',
      'io/machine.ts',
      'io/image-tools.ts',
    ],
    rooms: ['core*'],
    globals: ['AbortSignal'],
  },
  'io/shared': {
    at: [
      'io/clock.ts',
      'io/deferred.ts',
      'io/random.ts',
      'io/small-heap.ts',
      'io/terminal.ts',
      'io/make-directory.ts',
      'io/private-address.ts',
      'io/file-error.ts',
      'io/file-owner.ts',
      'io/write-fully.ts',
      'io/shown-text.ts',
      'io/bounded-read.ts',
      'io/byte-collector.ts',
      'io/line-reader.ts',
    ],
    rooms: [...base, 'io/interfaces'],
    packages: ['ipaddr.js'],
    builtins: ['node:crypto', 'node:fs', 'node:fs/promises', 'node:os', 'node:path', 'node:string_decoder', 'node:v8'],
    globals: [...timers, 'Buffer', 'Date.now', 'Atomics', 'Int32Array', 'SharedArrayBuffer'],
  },
  'io/http': {
    at: ['io/http/'],
    rooms: [...base, 'io/interfaces', 'io/shared'],
    packages: ['undici'],
    builtins: ['node:fs/promises', 'node:http', 'node:https', 'node:net', 'node:tls'],
    globals: [...stops, ...timers, 'Buffer'],
  },
  'io/machine': {
    at: ['io/machine/'],
    rooms: ['core*', 'io/interfaces', 'io/shared', 'io/http', 'io/credentials'],
    builtins: ['node:child_process', 'node:crypto', 'node:dns/promises', 'node:fs/promises', 'node:os', 'node:path'],
    globals: ['AbortSignal', ...timers],
  },
  'io/loopback': {
    at: ['io/loopback/'],
    rooms: ['core*', 'io/interfaces', 'io/machine'],
    builtins: ['node:crypto', 'node:http', 'node:net', 'node:stream'],
    globals: ['AbortSignal', ...timers, 'Buffer', 'NodeJS'],
  },
  'io/prompts': {
    at: ['io/prompts/'],
    rooms: [...base, 'io/interfaces'],
    packages: ['@inquirer/core', '@inquirer/figures', '@inquirer/prompts'],
    builtins: ['node:readline', 'node:stream', 'node:string_decoder'],
    globals: [...stops, ...timers, 'setImmediate', 'Buffer', 'NodeJS'],
  },
  'io/code-scan': {
    at: ['io/code-scan/'],
    rooms: [...base, 'core/code-scan', 'io/interfaces'],
    builtins: ['node:fs', 'node:path'],
    globals: ['setImmediate', 'Buffer', 'performance'],
  },
  'io/credentials': {
    at: ['io/credentials/'],
    rooms: [...base, 'core/machine', 'io/interfaces', 'io/shared'],
    packages: ['@napi-rs/keyring'],
    builtins: [
      'node:async_hooks',
      'node:child_process',
      'node:crypto',
      'node:fs',
      'node:fs/promises',
      'node:module',
      'node:os',
      'node:path',
    ],
    globals: ['AbortSignal', 'Buffer', 'import.meta'],
  },
  'io/profiles': {
    at: ['io/profiles/'],
    rooms: [...base, 'core/machine', 'io/interfaces', 'io/shared', 'io/credentials'],
    packages: ['conf'],
    builtins: ['node:fs', 'node:path'],
  },
  'io/rows': {
    at: ['io/rows/'],
    rooms: [...base, 'io/interfaces', 'io/shared'],
    packages: ['papaparse'],
    builtins: ['node:buffer', 'node:crypto', 'node:fs', 'node:os', 'node:path', 'node:timers/promises'],
    globals: ['Buffer'],
  },
  'io/smartcar-api': {
    at: ['io/smartcar-api/'],
    rooms: ['core*', 'io/interfaces', 'io/shared'],
    globals: ['AbortSignal'],
  },
  'io/virtual-key': {
    at: ['io/virtual-key/'],
    rooms: ['core*', 'io/interfaces', 'io/shared'],
    builtins: ['node:crypto', 'node:dns', 'node:http', 'node:https', 'node:net', 'node:tls', 'node:util', 'node:zlib'],
    globals: ['AbortSignal', ...timers, 'Buffer'],
  },
  'io/webhook': {
    at: ['io/webhook/'],
    rooms: ['core*', 'io/interfaces', 'io/shared', 'io/http', 'io/loopback', 'io/virtual-key', 'io/credentials'],
    builtins: ['node:crypto', 'node:fs/promises', 'node:http', 'node:https', 'node:net', 'node:path'],
    globals: [...timers, 'setImmediate', 'Buffer', 'performance', 'Date.now'],
  },
  io: {
    at: ['io/*'],
    rooms: ['core*', 'io/interfaces', 'io/shared', 'io/http', 'io/loopback', 'io/prompts', 'io/credentials'],
    packages: ['open', '@resvg/resvg-wasm'],
    builtins: [
      'node:child_process',
      'node:crypto',
      'node:events',
      'node:fs',
      'node:fs/promises',
      'node:module',
      'node:path',
      'node:url',
      'node:zlib',
    ],
    globals: [...stops, ...timers, 'setImmediate', 'NodeJS', 'import.meta'],
  },

  // What commands are made of.
  flags: {
    at: ['flags/'],
    rooms: ['core*', 'io/interfaces'],
    packages: ['commander', 'leven'],
  },
  settings: {
    at: ['settings/'],
    rooms: ['core*', 'io/interfaces', 'flags', 'report/documents'],
    packages: ['commander'],
  },
  links: { at: ['links/'], rooms: ['core*', 'io/interfaces', 'flags', 'settings'], packages: ['commander'] },
  live: {
    at: ['live/'],
    rooms: ['core*', 'io/interfaces', 'flags', 'settings'],
    globals: stops,
  },

  // Drawing. Documents are shapes and may be built below; everything else here only draws.
  'report/terminal': {
    at: ['report/terminal/'],
    rooms: ['core', 'core/text'],
    packages: ['chalk', 'get-east-asian-width', 'uqr'],
    globals: ['Intl as a value', 'Proxy'],
  },
  'report/audit': { at: ['report/audit/'], rooms: ['core*', 'report/terminal'] },
  'report/campaign': { at: ['report/campaign/'], rooms: ['core*'] },
  'report/guide': { at: ['report/guide/'], rooms: ['core*', 'report/terminal'] },
  'report/documents': { at: ['report/documents/'], rooms: ['core*', 'report/guide'] },
  report: { at: ['report/outcome.ts'], rooms: ['core', 'report/terminal', 'report/documents'] },
  'report/human': { at: ['report/human/'], rooms: ['core*', 'report/terminal', 'report/guide', 'report/documents'] },

  // The library for browsers: what core and the guide know, and of the platform its source of randomness alone.
  consent: { at: ['consent/'], rooms: ['core*', 'report/guide'], globals: ['crypto'] },

  // The sandbox: of core its tables alone, so that it cannot repeat our mistakes back to us.
  'sandbox/http': {
    at: ['sandbox/http/'],
    rooms: [],
    builtins: ['node:http', 'node:stream', 'node:string_decoder', 'node:timers/promises'],
    globals: ['AbortSignal', ...timers, 'Buffer', 'NodeJS', 'ReadableStream', 'Request', 'RequestInit', 'Response'],
  },
  'sandbox/state': {
    at: ['sandbox/state/'],
    rooms: [...sandboxTables, 'io/interfaces', 'sandbox/http'],
    packages: ['valibot'],
    builtins: ['node:crypto'],
    globals: ['Buffer', 'Date.now', 'structuredClone'],
  },
  'sandbox/oauth': {
    at: ['sandbox/oauth/'],
    rooms: ['sandbox/http', 'sandbox/state'],
    builtins: ['node:crypto'],
    globals: ['Buffer'],
  },
  'sandbox/pages': { at: ['sandbox/pages/'], rooms: [...sandboxTables, 'sandbox/http', 'sandbox/state'] },
  'sandbox/flows': {
    at: ['sandbox/flows/', 'sandbox/owner/play.ts'],
    rooms: [...sandboxTables, 'io/interfaces', 'sandbox/http', 'sandbox/state', 'sandbox/pages'],
  },
  'sandbox/api/call': {
    at: ['sandbox/api/call/'],
    rooms: [...sandboxTables, 'sandbox/http', 'sandbox/state', 'sandbox/oauth'],
  },
  'sandbox/api/car': {
    at: ['sandbox/api/car/'],
    rooms: [...sandboxTables, 'sandbox/http', 'sandbox/state', 'sandbox/api/call'],
  },
  'sandbox/api/tesla': {
    at: ['sandbox/api/tesla/'],
    rooms: [...sandboxTables, 'sandbox/http', 'sandbox/state', 'sandbox/api/call', 'sandbox/api/car'],
  },
  'sandbox/api/v2': {
    at: ['sandbox/api/v2/'],
    rooms: [
      ...sandboxTables,
      'sandbox/http',
      'sandbox/state',
      'sandbox/api/call',
      'sandbox/api/car',
      'sandbox/api/tesla',
    ],
  },
  'sandbox/api/v3': {
    at: ['sandbox/api/v3/'],
    rooms: [
      ...sandboxTables,
      'sandbox/http',
      'sandbox/state',
      'sandbox/api/call',
      'sandbox/api/car',
      'sandbox/api/tesla',
    ],
  },
  'sandbox/api/texture': {
    at: ['sandbox/api/texture/'],
    rooms: [...sandboxTables, 'sandbox/http', 'sandbox/state', 'sandbox/flows', 'sandbox/api/call', 'sandbox/api/car'],
  },
  'sandbox/api': {
    at: ['sandbox/api/routes.ts'],
    rooms: ['sandbox/http', 'sandbox/state', 'sandbox/api/*'],
  },
  'sandbox/scenarios': {
    at: ['sandbox/scenarios/'],
    rooms: [...sandboxTables, 'core/errors', 'sandbox/state'],
    packages: ['js-yaml', 'valibot'],
  },
  'sandbox/webhooks': {
    at: ['sandbox/webhooks/'],
    rooms: [...sandboxTables, 'io/interfaces', 'sandbox/http', 'sandbox/state', 'sandbox/api/v3'],
    builtins: ['node:crypto'],
    globals: ['AbortController', 'AbortSignal', ...timers, 'NodeJS'],
  },
  'sandbox/control': {
    at: ['sandbox/control/'],
    rooms: [
      ...sandboxTables,
      'io/interfaces',
      'sandbox/http',
      'sandbox/state',
      'sandbox/pages',
      'sandbox/scenarios',
      'sandbox/api/v3',
      'sandbox/webhooks',
      'sandbox/owner',
    ],
    packages: ['valibot'],
    globals: ['AbortSignal', 'crypto'],
  },
  'sandbox/owner': {
    at: ['sandbox/owner/'],
    rooms: ['core/tesla', 'io/interfaces', 'sandbox/http', 'sandbox/state', 'sandbox/flows'],
  },
  sandbox: {
    at: ['sandbox/sandbox.ts', 'sandbox/handler.ts'],
    rooms: [
      'core/tesla',
      'io/interfaces',
      'sandbox/http',
      'sandbox/state',
      'sandbox/oauth',
      'sandbox/pages',
      'sandbox/flows',
      'sandbox/api',
      'sandbox/scenarios',
      'sandbox/webhooks',
      'sandbox/control',
    ],
  },
  'sandbox/client': {
    at: ['sandbox/client/'],
    rooms: [
      'core',
      'core/errors',
      'io/interfaces',
      'sandbox',
      'sandbox/http',
      'sandbox/state',
      'sandbox/scenarios',
      'sandbox/control',
      'sandbox/owner',
      'sandbox/webhooks',
    ],
    builtins: ['node:timers/promises'],
    globals: ['AbortSignal'],
  },
  'sandbox/library': {
    at: ['sandbox/library.ts', 'sandbox/library-options.ts'],
    packages: ['valibot'],
    rooms: [...sandboxTables, 'io/interfaces', 'flags', 'sandbox', 'sandbox/*'],
    globals: ['Request', 'RequestInit', 'Response'],
  },

  // One command a room, none knows another. What all of them share is the definition of a command.
  'commands/shared': {
    at: ['commands/command.ts', 'commands/warnings.ts'],
    rooms: ['io/interfaces', 'flags', 'report', 'report/terminal'],
    packages: ['commander'],
  },
  ...commandRooms(),
  cli: {
    at: ['cli/', '../package.json'],
    rooms: [
      'core*',
      'io/interfaces',
      'flags',
      'settings',
      'commands/*',
      'report',
      'report/terminal',
      'report/documents',
      'report/human',
      'report/guide',
    ],
    packages: ['commander'],
    globals: ['AbortSignal'],
  },
  main: { at: ['main.ts'], rooms: ['*'], globals: ['process'] },
};

/** Every file of `commands/` is the room of one command, together with the folder of its name. */
function commandRooms(): Readonly<Record<string, Room>> {
  const folder = new URL('../../src/commands/', import.meta.url);
  const names = new Set(readdirSync(folder).map((entry) => entry.replace(/\.ts$/, '')));
  names.delete('command');
  names.delete('warnings');
  return Object.fromEntries(
    [...names].map((name): [string, Room] => [
      `commands/${name}`,
      {
        at: [`commands/${name}.ts`, `commands/${name}/`],
        rooms: ['core*', 'io/interfaces', 'flags', 'settings', 'links', 'live', 'report*', 'commands/shared'],
        packages: name === 'scopes' ? ['commander', 'minisearch'] : ['commander'],
        globals: [...stops, 'Buffer'],
      },
    ]),
  );
}
