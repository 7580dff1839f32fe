import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { derivePermissions, diffScopes, smartcarPermissionNames } from '../../../src/core/permissions/signals.ts';
import { parseCommand, smartcarCommands, type CommandCode } from '../../../src/core/providers/smartcar/commands.ts';
import { smartcarSignals, type SignalCode } from '../../../src/core/providers/smartcar/signals.ts';

// Typed out from the signal schema, group by group.
const groups: Readonly<Record<string, string>> = {
  charge:
    'amperage amperagemax amperagerequested chargelimits chargeportstatuscolor chargerate chargerecords chargerphases chargetimers chargingconnectortype detailedchargingstatus energyadded fastchargertype ischarging ischargingcableconnected ischargingcablelatched ischargingportflapopen isfastchargerpresent timetocomplete voltage wattage',
  climate: 'externaltemperature internaltemperature',
  closure: 'doors enginecover fronttrunk islocked reartrunk sunroof tailgate windows',
  connectivitysoftware: 'currentfirmwareversion',
  connectivitystatus: 'isasleep isdigitalkeypaired isonline',
  diagnostics:
    'abs activesafety airbag brakefluid driverassistance dtccount dtclist emissions evbatteryconditioning evcharging evdriveunit evhvbattery lighting mil oillife oilpressure oiltemperature telematics tirepressure tirepressuremonitoring transmission washerfluid waterinfuel',
  hvac: 'cabintargettemperature iscabinhvacactive isfrontdefrosteractive isreardefrosteractive issteeringheateractive',
  internalcombustionengine: 'amountremaining fuellevel oillife range',
  location: 'isathome preciselocation',
  lowvoltagebattery: 'stateofcharge status',
  motion: 'currentspeed',
  odometer: 'traveleddistance',
  service: 'isinservice records',
  surveillance: 'brand isenabled',
  tractionbattery: 'isheateractive maxrangechargecounter nominalcapacity range stateofcharge',
  transmission: 'drivemode gearstate',
  vehicleidentification: 'exteriorcolor nickname packages trim vin',
  vehicleuseraccount: 'permissions role',
  wheel: 'style tires',
};

// Signal codes by permission, typed out from the sources. The documented ones first.
const documented: Readonly<Record<string, string>> = {
  read_battery: 'tractionbattery-stateofcharge tractionbattery-range tractionbattery-nominalcapacity',
  read_charge: 'charge-ischarging charge-ischargingcableconnected charge-detailedchargingstatus charge-chargelimits',
  read_security:
    'closure-islocked closure-doors closure-enginecover closure-fronttrunk closure-reartrunk closure-sunroof closure-tailgate closure-windows',
  read_location: 'location-preciselocation',
  read_odometer: 'odometer-traveleddistance',
  read_fuel:
    'internalcombustionengine-amountremaining internalcombustionengine-fuellevel internalcombustionengine-range',
  read_engine_oil: 'internalcombustionengine-oillife',
  read_tires: 'wheel-tires',
  read_vin: 'vehicleidentification-vin',
};

const codes = Object.keys(smartcarSignals) as SignalCode[];
const commands = Object.keys(smartcarCommands) as CommandCode[];
const none = { signals: [], commands: [], required: [] };

describe('the signals', () => {
  it('are the 93 of the schema, in 19 groups', () => {
    const typed = Object.entries(groups).flatMap(([group, names]) =>
      names.split(' ').map((name) => `${group}-${name}`),
    );
    expect(typed).toHaveLength(93);
    expect(Object.keys(groups)).toHaveLength(19);
    expect([...codes].toSorted()).toEqual(typed.toSorted());
  });

  it('carry the code that their group and name spell', () => {
    for (const code of codes) {
      const { group, name } = smartcarSignals[code];
      expect(`${group}-${name}`.toLowerCase()).toBe(code);
    }
  });

  it('rest on a v2 endpoint exactly where one is documented', () => {
    const byEndpoint: Record<string, string[]> = {};
    for (const code of codes) {
      const { basis, permission } = smartcarSignals[code];
      if (basis === 'v2-endpoint' && permission !== null) (byEndpoint[permission] ??= []).push(code);
    }
    const typed = Object.entries(documented).map(([name, list]) => [name, list.split(' ').toSorted()]);
    expect(
      Object.entries(byEndpoint)
        .map(([name, list]) => [name, list.toSorted()])
        .toSorted(),
    ).toEqual(typed.toSorted());
  });

  it('leave the permission open for exactly five', () => {
    expect(codes.filter((code) => smartcarSignals[code].permission === null)).toEqual([
      'service-isinservice',
      'surveillance-brand',
      'surveillance-isenabled',
      'transmission-drivemode',
      'transmission-gearstate',
    ]);
  });
});

describe('derivePermissions', () => {
  it("seed 132: Smartcar's own example gives exactly three permissions", () => {
    const { permissions } = derivePermissions({
      ...none,
      signals: ['tractionbattery-stateofcharge', 'charge-ischarging', 'odometer-traveleddistance'],
    });
    expect(permissions.map(({ name }) => name)).toEqual(['read_battery', 'read_charge', 'read_odometer']);
  });

  it('is sufficient and minimal for every choice', () => {
    fc.assert(
      fc.property(fc.subarray(codes), fc.subarray(commands), (signals, chosen) => {
        const { permissions, unresolved } = derivePermissions({ ...none, signals, commands: chosen });
        const names = new Set<string>(permissions.map(({ name }) => name));
        const needs = [
          ...signals.map((code) => smartcarSignals[code].permission),
          ...chosen.map((code) => smartcarCommands[code].permission),
        ].filter((permission) => permission !== null);
        // Sufficient: each need is met. Minimal: each permission is somebody's only way.
        expect(needs.every((permission) => names.has(permission))).toBe(true);
        expect([...names].every((name) => needs.some((permission) => permission === name))).toBe(true);
        expect(names.size).toBe(permissions.length);
        expect(unresolved).toEqual(signals.filter((code) => smartcarSignals[code].permission === null));
        expect(permissions.every(({ because }) => because.length > 0)).toBe(true);
      }),
    );
  });

  it('does not depend on the order of the choice', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(codes), (signals) => {
        const names = (list: SignalCode[]) =>
          derivePermissions({ ...none, signals: list }).permissions.map(({ name }) => name);
        expect(names(signals)).toEqual(names([...signals].toReversed()));
      }),
    );
  });

  it('requires a permission as soon as one of its signals is required', () => {
    const { permissions } = derivePermissions({
      signals: ['closure-islocked', 'closure-doors', 'odometer-traveleddistance'],
      commands: ['security/lock'],
      required: ['closure-doors'],
    });
    expect(permissions.map(({ name, required }) => [name, required])).toEqual([
      ['read_odometer', false],
      ['read_security', true],
      ['control_security', false],
    ]);
  });
});

describe('diffScopes', () => {
  const asked = (text: string) =>
    text.split(' ').map((word) => ({ name: word.replace('required:', ''), required: word.startsWith('required:') }));

  it('seed 123: tells what is too much', () => {
    expect(diffScopes(asked('read_vin read_location'), asked('read_vin'))).toEqual({
      excess: ['read_location'],
      missing: [],
      nowRequired: [],
      noLongerRequired: [],
      unchanged: ['read_vin'],
    });
  });

  it('tells what is missing and what changes its prefix', () => {
    expect(diffScopes(asked('required:read_vin read_fuel'), asked('read_vin required:read_fuel read_tires'))).toEqual({
      excess: [],
      missing: ['read_tires'],
      nowRequired: ['read_fuel'],
      noLongerRequired: ['read_vin'],
      unchanged: [],
    });
  });

  it('accounts for every name once', () => {
    const scope = fc
      .subarray([...smartcarPermissionNames])
      .map((names) => names.map((name) => ({ name, required: false })));
    fc.assert(
      fc.property(scope, scope, (before, after) => {
        const { excess, missing, nowRequired, noLongerRequired, unchanged } = diffScopes(before, after);
        const all = [...excess, ...missing, ...nowRequired, ...noLongerRequired, ...unchanged].toSorted();
        expect(all).toEqual([...new Set([...before, ...after].map(({ name }) => name))].toSorted());
      }),
    );
  });
});

describe('parseCommand', () => {
  it.each([
    ['security/lock', 'security/lock'],
    ['lock', 'security/lock'],
    ['UNLOCK', 'security/unlock'],
    ['security-lock', 'security/lock'],
    ['/commands/charge/set-limit', 'charge/set-limit'],
    ['charge-port-open', 'charge-port/open'],
    ['open', undefined],
    ['constructor', undefined],
    ['', undefined],
  ])('reads %s', (text, code) => {
    expect(parseCommand(text)).toBe(code);
  });
});
