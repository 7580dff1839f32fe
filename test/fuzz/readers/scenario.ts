import { parseScenario } from '../../../src/sandbox/scenarios/file.ts';
import type { Reader } from '../reader.ts';

const run = async (text: string) => ({ answer: await parseScenario('shop.yaml', text) });

export const yamlScenarios: Reader = {
  name: 'scenario-yaml',
  seeds: [
    'name: shop\nstory: One owner with two cars.\naccounts:\n  - username: owner@example.com\n    cars:\n      - ref: y\n        model: Model Y\n        year: 2024\n',
    'name: b\nstory: |\n  Two\n  lines.\naccounts:\n  - &o\n    username: o@example.com\n    cars: [{ model: Model 3, year: 2023, keys: [smartcar.com] }]\nconnections: [{ account: o@example.com }]\n',
  ],
  repeats: [
    '- ',
    '? ',
    '[',
    '{',
    ': ',
    '&a ',
    '*a ',
    'a: 1\n',
    '}',
    '"',
    ' - a\n',
    '!!set ',
    '%YAML',
    '--- \n',
    '{a: ',
  ],
  refuses: ['INVALID_VALUE'],
  longest: 15_000,
  run,
};

export const jsonScenarios: Reader = {
  name: 'scenario-json',
  seeds: [
    JSON.stringify({
      name: 'shop',
      story: 'One owner with a car.',
      accounts: [{ username: 'owner@example.com', cars: [{ ref: 'y', model: 'Model Y', year: 2024 }] }],
    }),
    JSON.stringify({
      name: 'b',
      story: 'Connected.',
      applications: [{ name: 'A', vehicleAccess: 'read_odometer' }],
      accounts: [
        { username: 'o@example.com', cars: [{ model: 'Model 3', year: 2023 }], consents: { smartcar: 'all' } },
      ],
      connections: [{ application: 'A', account: 'o@example.com' }],
    }),
  ],
  repeats: ['{"a":', '[', '"a":1,', '[]', ',', '"\\u0000"'],
  refuses: ['INVALID_VALUE'],
  longest: 15_000,
  run,
};
