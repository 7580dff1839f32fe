import type { Scenario, ScenarioAccount, ScenarioCar } from './scenario.ts';

const model3: ScenarioCar = { ref: 'model-3', model: 'Model 3', year: 2023 };
const modelY: ScenarioCar = { ref: 'model-y', model: 'Model Y', year: 2024 };
const paired = { keys: ['smartcar.com'] } as const;

const owner: ScenarioAccount = { username: 'owner@example.com', cars: [model3, modelY] };
const pairedOwner: ScenarioAccount = {
  ...owner,
  cars: [
    { ...model3, ...paired },
    { ...modelY, ...paired },
  ],
};

/** The situations that come with the sandbox. The first one is the default. */
export const scenarios = [
  {
    name: 'new-owner',
    story: 'Nobody is connected yet: one Tesla owner with two cars, both of which still want the virtual key.',
    accounts: [owner],
  },
  {
    name: 'all-granted',
    story: 'The owner is connected with every box ticked, and both cars have the key.',
    accounts: [{ ...pairedOwner, consents: { smartcar: 'all' } }],
    connections: [{ account: 'owner@example.com' }],
  },
  {
    name: 'two-applications',
    story:
      'The owner gave Smartcar Vehicle Information for application A; application B wants commands and meets that narrow consent.',
    applications: [
      { name: 'Application B', vehicleAccess: 'required:control_security read_odometer' },
      { name: 'Application A', vehicleAccess: 'read_vehicle_info read_odometer' },
    ],
    accounts: [{ ...pairedOwner, consents: { smartcar: ['Vehicle Information'] } }],
    connections: [{ application: 'Application A', account: 'owner@example.com' }],
  },
  {
    name: 'narrow-consent-reused',
    story:
      'An earlier, narrow consent to Smartcar exists; Tesla reuses it without showing its screen, and the grant comes out small.',
    applications: [{ name: 'Sandbox App' }, { name: 'Earlier App', vehicleAccess: 'read_vehicle_info read_odometer' }],
    accounts: [{ ...owner, consents: { smartcar: ['Vehicle Information'] } }],
    connections: [{ application: 'Earlier App', account: 'owner@example.com' }],
  },
  {
    name: 'legacy-and-new',
    story:
      'One application connects through the old Tesla integration and one through the new; both read and command the same car.',
    applications: [{ name: 'New App' }, { name: 'Legacy App', integration: 'legacy' }],
    accounts: [{ ...pairedOwner, consents: { smartcar: 'all' } }],
    connections: [
      { account: 'owner@example.com' },
      { application: 'Legacy App', account: 'owner@example.com', legacy: true },
    ],
  },
  {
    name: 'missing-commands-box',
    story: 'The owner connected and ticked Vehicle Information alone: reads work, every command answers PERMISSION.',
    accounts: [{ ...owner, consents: { smartcar: ['Vehicle Information'] } }],
    connections: [{ account: 'owner@example.com' }],
  },
  {
    name: 'missing-information-box',
    story:
      'The owner ticked Vehicle Commands and forgot Vehicle Information, the least that a connection needs: Connect sends the owner back to Tesla.',
    accounts: [{ ...owner, consents: { smartcar: ['Vehicle Commands'] } }],
  },
  {
    name: 'location-not-shared',
    story: 'Everything is ticked but Vehicle Location, a box of its own since 2025: the position answers PERMISSION.',
    accounts: [
      {
        ...pairedOwner,
        consents: {
          smartcar: ['Profile Information', 'Vehicle Information', 'Vehicle Commands', 'Vehicle Charging Management'],
        },
      },
    ],
    connections: [{ account: 'owner@example.com' }],
  },
  {
    name: 'virtual-key-missing',
    story:
      'The owner is connected with every box ticked, but deletes the key on the Locks screen of every car, after connecting again as well: commands answer VIRTUAL_KEY_REQUIRED.',
    accounts: [{ ...owner, losesKeys: true, consents: { smartcar: 'all' } }],
    connections: [{ account: 'owner@example.com' }],
  },
  {
    name: 'driver-account',
    story: 'A driver of the car signs in: connecting and reading work, the key must come from the owner.',
    accounts: [
      { username: 'driver@example.com', cars: [{ ...model3, role: 'driver' }] },
      { username: 'owner@example.com', sharedCars: [{ ref: 'model-3', role: 'owner' }], consents: { smartcar: 'all' } },
    ],
  },
  {
    name: 'no-phone-key',
    story: 'Phone as a Key was never set up, so the car refuses the virtual key and Connect does not come to its end.',
    accounts: [{ ...owner, phoneKey: false }],
  },
  {
    name: 'key-limit',
    story: 'The car holds twenty keys already and takes no other one.',
    accounts: [{ ...owner, cars: [{ ...model3, otherKeys: 20 }] }],
  },
  {
    name: 'revoked-at-tesla',
    story:
      'The owner was connected and then removed Smartcar at Tesla: everything answers CONNECTED_SERVICES_ACCOUNT:PERMISSION.',
    accounts: [pairedOwner],
    connections: [{ account: 'owner@example.com' }],
  },
  {
    name: 'legacy-connection',
    story: "The connection was made through Tesla's old integration: Migration Status says that it must be renewed.",
    accounts: [owner],
    connections: [{ account: 'owner@example.com', legacy: true }],
  },
  {
    name: 'user-id-changed',
    story:
      'Two Tesla accounts hold the car. It was connected as user 0b7e3a52-6c1d-4f0e-9a34-5d2f8c7b1e90; now the other account signs in, and /user answers another id.',
    accounts: [
      { username: 'partner@example.com', cars: [{ ...model3, ...paired }] },
      {
        username: 'owner@example.com',
        userId: '0b7e3a52-6c1d-4f0e-9a34-5d2f8c7b1e90',
        sharedCars: [{ ref: 'model-3', role: 'owner' }],
        consents: { smartcar: 'all' },
      },
    ],
    connections: [{ account: 'owner@example.com' }],
  },
  {
    name: 'pre-2021-model-s',
    story: 'A Model S of 2020 takes commands without a virtual key; Connect does not ask for one.',
    accounts: [{ username: 'owner@example.com', cars: [{ ref: 'model-s', model: 'Model S', year: 2020 }] }],
  },
  {
    name: 'two-accounts-one-car',
    story: 'Owner and driver are both connected with the same car; one key serves both.',
    accounts: [
      { username: 'owner@example.com', cars: [model3], consents: { smartcar: 'all' } },
      {
        username: 'driver@example.com',
        sharedCars: [{ ref: 'model-3', role: 'driver' }],
        consents: { smartcar: 'all' },
      },
    ],
    connections: [{ account: 'owner@example.com' }, { account: 'driver@example.com' }],
  },
  {
    name: 'no-vehicles',
    story: 'The Tesla account holds no car: Connect ends with no_vehicles.',
    accounts: [{ username: 'owner@example.com' }],
  },
  {
    name: 'subscription-inactive',
    story: 'The connected-services plan of the account has lapsed: Connect ends with invalid_subscription.',
    accounts: [{ ...owner, subscription: 'inactive' }],
  },
  {
    name: 'incompatible',
    story: 'The car is not compatible: Connect ends with vehicle_incompatible.',
    accounts: [{ ...owner, compatible: false }],
  },
  {
    name: 'rate-limited',
    story: 'The first three requests to a car are turned away with 429 and retry-after; then it answers.',
    accounts: [{ ...pairedOwner, consents: { smartcar: 'all' } }],
    connections: [{ account: 'owner@example.com' }],
    faults: [
      { path: '/v2.0/vehicles/*/**', times: 3, error: 'RATE_LIMIT:VEHICLE', headers: { 'retry-after': '30' } },
      { path: '/v3/vehicles/*/**', times: 3, error: 'RATE_LIMIT:VEHICLE', headers: { 'retry-after': '30' } },
    ],
  },
  {
    name: 'published-allowances',
    story:
      'The published limits count: 120 requests and two a minute for the application, and one read in eight hours of the Model Y, which has no key.',
    applications: [{ name: 'Sandbox App', rateLimited: true }],
    accounts: [{ ...owner, cars: [{ ...model3, ...paired }, modelY], consents: { smartcar: 'all' } }],
    connections: [{ account: 'owner@example.com' }],
  },
  {
    name: 'upstream-down',
    story: 'Tesla does not answer: every read and command ends in 502 UPSTREAM:NO_RESPONSE.',
    accounts: [{ ...pairedOwner, consents: { smartcar: 'all' } }],
    connections: [{ account: 'owner@example.com' }],
    faults: [
      { path: '/v2.0/vehicles/*/**', error: 'UPSTREAM:NO_RESPONSE' },
      { path: '/v3/vehicles/*/**', error: 'UPSTREAM:NO_RESPONSE' },
    ],
  },
  {
    name: 'long-running-commands',
    story: 'Commands of v3 take ten seconds: 202 comes at once, the result follows on the same connection.',
    accounts: [{ ...pairedOwner, consents: { smartcar: 'all' } }],
    connections: [{ account: 'owner@example.com' }],
    faults: [
      { path: '/v3/vehicles/*/commands/**', longRunning: 10 },
      { path: '/v3/vehicles/*/charge-schedules/**', longRunning: 10 },
    ],
  },
  {
    name: 'slow-owner',
    story: 'Every page of Connect takes three seconds to go on: is your timeout long enough?',
    accounts: [{ ...owner, pageDelay: 3 }],
  },
  {
    name: 'redirect-without-code',
    story: 'Asked for a code, Connect sends the owner back with user_id alone, as some applications of v3 report.',
    applications: [{ name: 'Sandbox App', codeRedirect: 'user-id' }],
    accounts: [owner],
  },
  {
    name: 'redirect-without-anything',
    story: 'Asked for a code, Connect sends the owner back without any parameter, as some applications of v3 report.',
    applications: [{ name: 'Sandbox App', codeRedirect: 'nothing' }],
    accounts: [owner],
  },
  {
    name: 'expired-code',
    story: 'The authorization code has run out before it can be exchanged.',
    accounts: [owner],
    codeLifetime: 0,
  },
  {
    name: 'ten-thousand-cars',
    story: 'Ten thousand connected Teslas of a thousand owners, for paging, audits and campaigns.',
    accounts: [owner],
    fleet: { cars: 10_000 },
  },
] as const satisfies readonly Scenario[];
