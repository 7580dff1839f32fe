import { describe, it } from 'vitest';
import { rehearsal } from '../support/rehearsal.ts';
import { runCli } from '../support/run.ts';
import { expectTranscript } from '../support/transcript.ts';

/** What differs from run to run: ports, ids, codes, states. */
const masks: readonly (readonly [RegExp, string])[] = [
  [/localhost:\d+|localhost%3A\d+/g, 'localhost:PORT'],
  [/sandbox[0-9a-f]-[0-9a-f-]{20,}/g, 'CODE'],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UUID'],
];

const random = { token: () => 'STATE', uuid: () => 'UUID' };

describe('transcripts of authorize', () => {
  it.each([
    ['authorize-complete', ['--owner', 'select-all']],
    ['authorize-incomplete', ['--owner', 'Vehicle Information', '--scope', 'read_odometer control_security']],
    ['authorize-denied', ['--owner', 'Vehicle Information', '--scope', 'read_odometer required:control_security']],
    ['authorize-unticked', ['--owner', 'select-all', '--untick', 'read_location', '--scope', 'read_vin read_location']],
    ['authorize-failed', ['--scenario', 'no-vehicles', '--owner', 'select-all', '--scope', 'read_vin']],
    [
      'authorize-existing-user',
      [
        '--scenario',
        'user-id-changed',
        '--existing-user',
        '0b7e3a52-6c1d-4f0e-9a34-5d2f8c7b1e90',
        '--owner',
        'select-all',
        '--scope',
        'read_vin',
      ],
    ],
  ])('%s', async (name, args) => {
    const result = await runCli(['authorize', '--sandbox', ...args], rehearsal({ random }));
    const line = ['connect-cli authorize --sandbox', ...args.map((word) => (word.includes(' ') ? `"${word}"` : word))];
    await expectTranscript(name, line.join(' '), result, masks);
  });
});
