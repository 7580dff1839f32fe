import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BoxId } from '../../src/core/tesla/boxes.ts';
import type { OwnerRound } from '../../src/core/tesla/owner-play.ts';
import { scenarios } from '../../src/sandbox/scenarios/catalogue.ts';
import { boxes, connectLink, everyBox, setStage, type Stage } from './visitor.ts';

/** Smartcar's table of 2026-02, typed out from its page; `null` where no box is published. */
const boxOf = {
  read_alerts: null,
  read_battery: 'vehicle_device_data',
  read_charge: 'vehicle_device_data',
  read_charge_locations: null,
  read_charge_records: 'vehicle_charging_cmds',
  read_charge_events: null,
  read_climate: 'vehicle_device_data',
  read_compass: 'vehicle_device_data',
  read_diagnostics: null,
  read_engine_oil: 'vehicle_device_data',
  read_extended_vehicle_info: 'vehicle_device_data',
  read_fuel: 'vehicle_device_data',
  read_location: 'vehicle_location',
  read_odometer: 'vehicle_device_data',
  read_security: 'vehicle_device_data',
  read_service_history: null,
  read_speedometer: 'vehicle_device_data',
  read_thermometer: 'vehicle_device_data',
  read_tires: 'vehicle_device_data',
  read_user_profile: 'user_data',
  read_vehicle_info: 'vehicle_device_data',
  read_vin: 'vehicle_device_data',
  control_charge: 'vehicle_charging_cmds',
  control_climate: 'vehicle_cmds',
  control_navigation: 'vehicle_cmds',
  control_pin: 'vehicle_cmds',
  control_security: 'vehicle_cmds',
  control_trunk: 'vehicle_cmds',
} as const satisfies Record<string, BoxId | null>;

type Permission = keyof typeof boxOf;
// The keys of the literal above are exactly the permissions.
const names = Object.keys(boxOf) as Permission[];

const ask = fc.uniqueArray(fc.record({ name: fc.constantFrom(...names), required: fc.boolean() }), {
  selector: ({ name }) => name,
  minLength: 1,
  maxLength: 12,
});
const someBoxes = fc.subarray([...everyBox]);
const someNames = fc.subarray(names);

const scopeOf = (asked: readonly { name: string; required: boolean }[]) =>
  asked.map(({ name, required }) => (required ? `required:${name}` : name)).join(' ');

describe('the grant', () => {
  it('is scope ∩ boxes ∩ ticks for every choice, or no connection at all', () => {
    fc.assert(
      fc.property(ask, someBoxes, someNames, (asked, ticked, untick) => {
        const stage = setStage();
        const { parameters } = stage.walk(connectLink(stage, { scope: scopeOf(asked) }), [boxes(...ticked)], untick);
        const covered = (name: Permission) => boxOf[name] === null || ticked.includes(boxOf[name]);
        const connects =
          ticked.includes('vehicle_device_data') && asked.every(({ name, required }) => !required || covered(name));
        const kept = asked.filter(({ name, required }) => required || !untick.includes(name));
        const granted = kept.map(({ name }) => name).filter(covered);
        const isConnected = connects && kept.length > 0;
        expect({
          hasCode: parameters.has('code'),
          connections: stage.core.state.connections.size,
          granted: [...stage.granted()].toSorted(),
        }).toEqual(
          isConnected
            ? { hasCode: true, connections: 2, granted: granted.toSorted() }
            : { hasCode: false, connections: 0, granted: [] },
        );
      }),
      { numRuns: 200 },
    );
  });

  it('follows the boxes when the owner changes them at Tesla later', () => {
    fc.assert(
      fc.property(ask, someBoxes, (asked, later) => {
        fc.pre(later.length > 0);
        const stage = setStage();
        stage.walk(connectLink(stage, { scope: scopeOf(asked) }), [boxes(...everyBox)]);
        const [account] = stage.core.state.accounts.values();
        if (account !== undefined) account.consents.smartcar = { boxes: later, grantedAt: 0 };
        const holds = asked
          .map(({ name }) => name)
          .filter((name) => boxOf[name] === null || later.includes(boxOf[name]));
        expect([...stage.granted()].toSorted()).toEqual(holds.toSorted());
      }),
      { numRuns: 100 },
    );
  });
});

const round: fc.Arbitrary<OwnerRound> = fc.oneof(
  fc.constantFrom<OwnerRound>({ kind: 'select-all' }, { kind: 'none' }, { kind: 'deny' }, { kind: 'deny-at-tesla' }),
  someBoxes.map((ids) => boxes(...ids)),
);

/** What is left of a run when ids and secrets are taken out. */
function ending(stage: Stage, url: string) {
  const parameters = new URLSearchParams(url.split('?')[1] ?? '');
  const { pages, ...run } = stage.run();
  return {
    run,
    // The headless owner does not look at the pages behind the end.
    pages: pages.filter((page) => page !== 'finished' && page !== 'success'),
    parameters: [...parameters.keys()],
    error: parameters.get('error'),
    granted: stage.granted(),
    keys: [...stage.core.state.vehicles.values()].map(({ keys }) => keys),
  };
}

describe('the owner who is played without pages', () => {
  const small = scenarios
    .map(({ name }) => name)
    .filter((name) => name !== 'ten-thousand-cars' && name !== 'slow-owner');

  it('comes to the same end as the one who walks over the pages', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...small),
        ask,
        fc.array(round, { minLength: 1, maxLength: 3 }),
        someNames,
        fc.boolean(),
        (scenario, asked, rounds, untick, revoke) => {
          const link = (stage: Stage) =>
            revoke
              ? `/oauth/reauthenticate?response_type=none&make=TESLA&revoke_access=true&client_id=${stage.applicationId}&scope=${encodeURIComponent(scopeOf(asked))}`
              : connectLink(stage, { scope: scopeOf(asked) });
          const walked = setStage({ scenario });
          const walkedEnd = walked.walk(link(walked), rounds, untick);
          const played = setStage({ scenario });
          played.core.state.settings.owner = { rounds, untick };
          const playedEnd = played.get(link(played)).headers['location'] ?? '';
          expect(ending(played, playedEnd)).toEqual(ending(walked, walkedEnd.url));
        },
      ),
      { numRuns: 300 },
    );
  });
});
