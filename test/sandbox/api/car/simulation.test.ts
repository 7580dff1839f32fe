import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { vehicleAt } from '../../../../src/sandbox/api/car/simulation.ts';

const car = { id: '36ab27d0-fd9d-4455-823a-ce30af709ffc', make: 'TESLA', model: 'Model 3', year: 2023 };
const hour = 3_600_000;
const day = 24 * hour;
const monday = Date.UTC(2026, 10, 16);

const moments = fc.integer({ min: Date.UTC(2023, 0, 1), max: Date.UTC(2035, 0, 1) });

describe('a simulated car', () => {
  it('is the same for the same id at the same time, and another for another id', () => {
    expect(vehicleAt(car, {}, monday)).toEqual(vehicleAt({ ...car }, {}, monday));
    expect(vehicleAt({ ...car, id: 'b' }, {}, monday).odometer).not.toBe(vehicleAt(car, {}, monday).odometer);
  });

  it('never drives backwards, and drives every day', () => {
    fc.assert(
      fc.property(moments, fc.nat(30 * day), (at, later) => {
        expect(vehicleAt(car, {}, at + later).odometer).toBeGreaterThanOrEqual(vehicleAt(car, {}, at).odometer);
      }),
    );
    expect(vehicleAt(car, {}, monday + day).odometer - vehicleAt(car, {}, monday).odometer).toBeGreaterThan(10);
  });

  it('charges at night, is full in the morning, unplugged on the way', () => {
    const states = Array.from({ length: 48 }, (_, half) => vehicleAt(car, {}, monday + (half * hour) / 2));
    expect(states.some(({ isCharging }) => isCharging)).toBe(true);
    expect(states.some(({ isPluggedIn, soc, chargeLimit }) => isPluggedIn && soc === chargeLimit)).toBe(true);
    expect(states.some(({ speed }) => speed > 0)).toBe(true);
    const onTheWay = states.filter(({ speed }) => speed > 0);
    expect(onTheWay.some(({ isPluggedIn, isAtHome }) => isPluggedIn || isAtHome)).toBe(false);
  });

  it('stays within what a car can show, whatever was ordered', () => {
    const charge = fc.record({
      at: moments,
      soc: fc.double({ min: 0.02, max: 1, noNaN: true }),
      isPluggedIn: fc.boolean(),
      isCharging: fc.boolean(),
      isDirected: fc.boolean(),
    });
    fc.assert(
      fc.property(moments, charge, fc.double({ min: 0.5, max: 1, noNaN: true }), (at, event, chargeLimit) => {
        const moment = vehicleAt(car, { charge: event, chargeLimit }, at);
        expect(moment.soc).toBeGreaterThan(0);
        expect(moment.soc).toBeLessThanOrEqual(1);
        expect(Math.abs(moment.latitude)).toBeLessThan(90);
        expect(moment.heading).toBeGreaterThanOrEqual(0);
        expect(moment.heading).toBeLessThanOrEqual(360);
        expect(moment.isCharging && !moment.isPluggedIn).toBe(false);
        for (const value of Object.values(moment).flat()) expect(Number.isNaN(value)).toBe(false);
      }),
    );
  });

  it('gives tire pressures and range that no client reads as whole numbers', () => {
    fc.assert(
      fc.property(fc.uuid(), moments, (id, at) => {
        const { tires, range } = vehicleAt({ ...car, id }, {}, at);
        for (const value of [...tires, range]) expect(Number.isInteger(value)).toBe(false);
      }),
    );
  });

  it('charges on from where a command found it', () => {
    const at = monday + 12 * hour;
    const started = { at, soc: 0.5, isPluggedIn: true, isCharging: true, isDirected: true };
    expect(vehicleAt(car, { charge: started }, at + hour).soc).toBeCloseTo(0.5 + 7.4 / 75.5, 2);
    expect(vehicleAt(car, { charge: { ...started, isCharging: false } }, at + hour).soc).toBe(0.5);
  });
});
