import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { searchSignals } from '../../../src/commands/scopes/signal-search.ts';

describe('seed 127: the search in everyday words', () => {
  it.each([
    ['battery level', 'tractionbattery-stateofcharge'],
    ['where is it', 'location-preciselocation'],
    ['soc', 'tractionbattery-stateofcharge'],
    ['mileage', 'odometer-traveleddistance'],
    ['is it plugged in', 'charge-ischargingcableconnected'],
    ['charging status', 'charge-ischarging'],
    ['when is it full', 'charge-timetocomplete'],
    ['temperature outside', 'climate-externaltemperature'],
    ['tire presure', 'wheel-tires'],
    ['odometr', 'odometer-traveleddistance'],
    ['has the owner paired the key', 'connectivitystatus-isdigitalkeypaired'],
    ['StateOfCharge', 'tractionbattery-stateofcharge'],
    ['tractionbattery-stateofcharge', 'tractionbattery-stateofcharge'],
    ['sentry', 'surveillance-isenabled'],
  ])('"%s" finds %s', (text, code) => {
    expect(searchSignals(text).signals.slice(0, 2)).toContain(code);
  });

  it('"how far" finds the range and the odometer', () => {
    expect(searchSignals('how far').signals).toEqual(
      expect.arrayContaining(['tractionbattery-range', 'odometer-traveleddistance']),
    );
  });

  it.each([
    ['lock the doors', 'security/lock'],
    ['start charging', 'charge/start'],
    ['send a destination', 'navigation/set-destination'],
    ['open the frunk', 'trunk/open'],
  ])('"%s" finds the command %s', (text, code) => {
    expect(searchSignals(text).commands[0]).toBe(code);
  });

  it('finds nothing for nothing', () => {
    expect(searchSignals('')).toEqual({ signals: [], commands: [] });
    expect(searchSignals('xyzzy qwfpg')).toEqual({ signals: [], commands: [] });
    expect(searchSignals('the of it')).toEqual({ signals: [], commands: [] });
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80, unit: 'grapheme' }), (text) => {
        const { signals, commands } = searchSignals(text);
        expect(new Set(signals).size + new Set(commands).size).toBe(signals.length + commands.length);
      }),
      { numRuns: 60 },
    );
  });
});

test('A word of any length is searched in bounded memory', () => {
  expect(searchSignals('q'.repeat(100_000))).toEqual({ signals: [], commands: [] });
  expect(searchSignals('odometer '.repeat(100_000)).signals).toContain('odometer-traveleddistance');
});
