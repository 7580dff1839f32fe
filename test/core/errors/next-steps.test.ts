import { expect, it } from 'vitest';
import { buildRepair } from '../../../src/core/errors/explanation/next-steps.ts';

it('quotes what comes from outside, so that the command can be pasted', () => {
  const id = 'v1; echo $HOME';
  const commands = [
    buildRepair('diagnose', { permissions: [], vehicleId: id }),
    buildRepair('migration-status', { permissions: [], vehicleId: id }),
    buildRepair('virtual-key-check', { permissions: [], domain: '$(id)' }),
    buildRepair('virtual-key-check', { permissions: [], domain: 'keys.example.com' }),
  ].map(({ command }) => command);
  expect(commands).toEqual([
    "connect-cli diagnose --vehicle 'v1; echo $HOME'",
    "connect-cli migration-status 'v1; echo $HOME'",
    "connect-cli virtual-key check '$(id)'",
    'connect-cli virtual-key check keys.example.com',
  ]);
});
