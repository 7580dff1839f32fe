import { describe, expect, it } from 'vitest';
import { callbackErrors, explainCallbackError } from '../../../../src/core/errors/knowledge/redirect-errors.ts';

describe('callback errors', () => {
  it.each([
    ['access_denied', 'denied', 3],
    ['user_cancelled', 'denied', 3],
    ['user_manually_returned_to_application', 'denied', 3],
    ['vehicle_incompatible', 'failed', 5],
    ['no_compatible_vehicles', 'failed', 5],
    ['no_vehicles', 'failed', 5],
    ['invalid_subscription', 'failed', 5],
    ['configuration_error', 'failed', 4],
    ['server_error', 'failed', 6],
    ['invalid_request', 'failed', 6],
    ['toString', 'failed', 6],
  ])('%s is judged %s and exits with %i', (error, verdict, exitCode) => {
    expect(explainCallbackError(error)).toMatchObject({ verdict, exitCode });
  });

  it('gives each a cause and a remedy of its own', () => {
    const rows = Object.values(callbackErrors);
    expect(rows).toHaveLength(9);
    for (const { cause, remedy, title } of rows) {
      expect(cause.length).toBeGreaterThan(20);
      expect(remedy.length).toBeGreaterThan(20);
      expect(title).toMatch(/\.$/);
    }
  });

  it('says that an unlisted code is unlisted', () => {
    expect(explainCallbackError('brand_new').cause).toContain('"brand_new"');
  });
});
