import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandTable } from '../../src/cli/command-table.ts';
import { smartcarPermissions } from '../../src/core/providers/smartcar/permissions.ts';
import { permissionWords } from '../../src/core/providers/smartcar/permission-words.ts';
import { scenarios } from '../../src/sandbox/scenarios/catalogue.ts';
import { boxSpellings } from '../../src/core/tesla/boxes.ts';
import { signalCodes } from '../../src/core/providers/smartcar/signals.ts';
import { kinds } from '../../src/report/documents/kinds.ts';
import { nearest } from '../../src/flags/nearest.ts';
import { runCli } from '../support/run.ts';

const permissions = Object.keys(smartcarPermissions);
const commands = commandTable.map(({ name }) => name);
const situations = scenarios.map(({ name }) => name);

describe('what was meant', () => {
  it.each([
    ['lock', permissions, 'control_security'],
    ['unlock', permissions, 'control_security'],
    ['odometer', permissions, 'read_odometer'],
    ['read_milage', permissions, 'read_odometer'],
    ['mileage', permissions, 'read_odometer'],
    ['read_odometr', permissions, 'read_odometer'],
    ['reed_vin', permissions, 'read_vin'],
    ['gps', permissions, 'read_location'],
    ['drivr-account', situations, 'driver-account'],
    ['driver', situations, 'driver-account'],
    ['autorize', commands, 'authorize'],
    ['hlep', commands, 'help'],
    ['revoek', commands, 'revoke'],
    ['Vehicle Comands', boxSpellings(), 'Vehicle Commands'],
    ['odometer-travelleddistance', signalCodes, 'odometer-traveleddistance'],
    ['authorizaton', Object.keys(kinds), 'authorization'],
    ['smartcard', ['smartcar', 'texture'], 'smartcar'],
  ])('by %j is found', (text, candidates, name) => {
    expect(nearest(text, candidates, permissionWords)).toBe(name);
  });

  it.each([
    ['fr', ['en', 'de']],
    ['e', ['en', 'de']],
    ['', permissions],
    ['xyz', permissions],
    ['read_bananas', permissions],
    ['tesla', ['smartcar', 'texture']],
    ['v4', ['v2', 'v3']],
    ['constructor', permissions],
    ['__proto__', permissions],
  ])('by %j is not guessed', (text, candidates) => {
    expect(nearest(text, candidates, permissionWords)).toBeUndefined();
  });

  const lists = fc.constantFrom<readonly string[]>(
    permissions,
    commands,
    situations,
    boxSpellings(),
    Object.keys(kinds),
  );

  it('is itself where nothing is wrong', () => {
    fc.assert(
      fc.property(
        lists.chain((names) => fc.tuple(fc.constant(names), fc.constantFrom(...names))),
        ([names, name]) => {
          expect(nearest(name.toUpperCase(), names)?.toLowerCase()).toBe(name.toLowerCase());
        },
      ),
    );
  });

  it('is found behind one letter too few, where the name is long', () => {
    const slip = lists.chain((names) =>
      fc
        .constantFrom(...names.filter((name) => name.length > 5))
        .chain((name) =>
          fc.nat(name.length - 1).map((at) => ({ names, name, slip: name.slice(0, at) + name.slice(at + 1) })),
        ),
    );
    fc.assert(
      fc.property(slip, ({ names, slip: text }) => {
        expect(names).toContain(nearest(text, names));
      }),
    );
  });

  it('is one of the candidates or nothing, and nothing for one or two letters that are no name', () => {
    fc.assert(
      fc.property(lists, fc.string({ maxLength: 300 }), (names, text) => {
        const found = nearest(text, names, permissionWords);
        expect(found === undefined || names.includes(found)).toBe(true);
        expect(text.trim().length >= 3 || found === undefined).toBe(true);
      }),
    );
  });
});

describe('every place asks the same', () => {
  it.each([
    [['explain-scopes', 'read_milage'], 'read_odometer'],
    [['explain-scopes', 'lock'], 'control_security'],
    [['explain-scopes', '--boxes', 'Vehicle Comands'], 'Vehicle Commands'],
    [['explain-scopes', '--provider', 'textur'], 'texture'],
    [['explain-scopes', '--matrx'], '--matrix'],
    [['authorize', '--sandbox', '--ownr', 'none'], '--owner'],
    [['url', 'lint', '--jsn'], '--json'],
    [['autorize'], 'authorize'],
    [['schema', 'authorizaton'], 'authorization'],
  ])('%j → %s', async (argv, near) => {
    const result = await runCli([...argv, '--json'], { schemas: { read: async () => kinds } });
    expect(result.exitCode).toBe(2);
    expect(result.error().message).toContain(`Did you mean "${near}"?`);
  });

  it.each([[['guide', 'consent', 'read_vin', '--lang', 'xx']], [['explain-scopes', '--zzz']]])(
    '%j offers nothing',
    async (argv) => {
      const result = await runCli([...argv, '--json']);
      expect(result.exitCode).toBe(2);
      expect(result.error().message).not.toContain('Did you mean');
    },
  );
});
