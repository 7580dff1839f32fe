import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  energyAt,
  withMode,
  withReserve,
  type OperatingMode,
} from '../../../../src/sandbox/api/texture/energy-site.ts';

const start = Date.parse('2026-06-15T00:00:00Z');
const hour = 3_600_000;

const percent = fc.integer({ min: 0, max: 100 });
const order: fc.Arbitrary<OperatingMode> = fc.record({
  mode: fc.constantFrom('charge', 'discharge', 'idle', 'reset'),
  minimumBatteryReserve: fc.option(percent, { nil: undefined }),
  maximumBatteryReserve: fc.option(percent, { nil: undefined }),
  enableGridInteraction: fc.boolean(),
});

it('keeps the battery between empty and full, whatever is ordered', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(30 * hour), order, percent), { maxLength: 8 }), (steps) => {
      let now = start;
      let site: Parameters<typeof energyAt>[0];
      for (const [pause, mode, reserve] of steps) {
        site = withMode(withReserve(site, reserve), mode, now);
        now += pause;
        const { level, backupReserve, chargeRate } = energyAt(site, now);
        expect(level).toBeGreaterThanOrEqual(0);
        expect(level).toBeLessThanOrEqual(100);
        expect(backupReserve).toBeGreaterThanOrEqual(0);
        expect(Math.abs(chargeRate)).toBeLessThanOrEqual(5000);
      }
    }),
  );
});

it('lives from the sun by day and from the battery in the evening', () => {
  expect(energyAt(undefined, start + 12 * hour).chargeRate).toBeLessThan(0);
  expect(energyAt(undefined, start + 16 * hour)).toMatchObject({ level: 95, chargeRate: 0 });
  expect(energyAt(undefined, start + 20 * hour).chargeRate).toBeGreaterThan(0);
  expect(energyAt(undefined, start)).toEqual(energyAt(undefined, start + 24 * hour));
});

it('does not bring settings back that are older than a day', () => {
  const discharge = { mode: 'discharge', minimumBatteryReserve: 40, enableGridInteraction: true } as const;
  const site = withMode(undefined, discharge, start);
  const reset = { mode: 'reset', enableGridInteraction: false } as const;
  expect(withMode(site, reset, start + 24 * hour).backupReserve).toBe(20);
  expect(withMode(site, reset, start + 25 * hour)).toEqual({ backupReserve: 40, strategy: 'time_of_use' });
});

it('ends a discharge at a reserve that is raised on the way', () => {
  const discharge = { mode: 'discharge', enableGridInteraction: true } as const;
  const site = withReserve(withMode(undefined, discharge, start + 16 * hour), 60);
  expect(energyAt(site, start + 30 * hour).level).toBe(60);
});
