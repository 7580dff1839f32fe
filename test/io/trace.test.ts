import { describe, expect, it } from 'vitest';
import { CliError } from '../../src/core/errors/cli-error.ts';
import type { HttpTransport } from '../../src/io/context.ts';
import { describeUrl, traceHttp } from '../../src/io/trace.ts';
import { captureOutput } from '../support/context.ts';

/** A clock that is 70 ms further each time it is asked. */
function tickingClock(): { now(): number; sleep(): Promise<void> } {
  let time = 1_000;
  return { now: () => (time += 70), sleep: async () => undefined };
}

function trace(send: HttpTransport): { send: HttpTransport; lines(): string } {
  const stderr = captureOutput();
  return { send: traceHttp(send, { stderr, clock: tickingClock() }), lines: () => stderr.text() };
}

describe('traceHttp', () => {
  it('writes one line: method, address, status, duration, request id', async () => {
    const { send, lines } = trace(async () => ({
      status: 200,
      headers: { 'sc-request-id': '26c14915-0c26-43c5' },
      body: 'CanaryBody',
    }));
    await send({
      method: 'POST',
      url: 'https://auth.smartcar.com/oauth/token',
      headers: { authorization: 'Basic CanaryHeader' },
      body: 'code=CanaryForm',
    });
    expect(lines()).toBe(
      '[http] POST https://auth.smartcar.com/oauth/token -> 200 (request 26c14915-0c26-43c5) in 70 ms\n',
    );
  });

  it('writes the code of a failure and passes it on', async () => {
    const { send, lines } = trace(async () => {
      throw new CliError('NETWORK', 'No way.', { hint: 'None.' });
    });
    await expect(send({ method: 'GET', url: 'https://api.smartcar.com/v2.0/vehicles' })).rejects.toThrow('No way.');
    expect(lines()).toBe('[http] GET https://api.smartcar.com/v2.0/vehicles -> NETWORK in 70 ms\n');
  });

  it('lets no control characters of a header reach the terminal', async () => {
    const { send, lines } = trace(async () => ({ status: 500, headers: { 'x-request-id': 'a\u001B[31mb' }, body: '' }));
    await send({ method: 'GET', url: 'https://api.smartcar.com/' });
    expect(lines()).toBe('[http] GET https://api.smartcar.com/ -> 500 (request a[31mb) in 70 ms\n');
  });
});

describe('describeUrl', () => {
  it.each([
    'code',
    'state',
    'access_token',
    'refresh_token',
    'client_secret',
    'texture_scoped_key',
    'scopedKey',
    'token',
    'key',
    'password',
    'user_email',
    'anything_new',
  ])('hides the value of %s', (name) => {
    expect(describeUrl(`https://api.smartcar.com/a?limit=10&${name}=Canary`)).toBe(
      `https://api.smartcar.com/a?limit=10&${name}=[redacted]`,
    );
  });

  it('drops user info and fragment', () => {
    expect(describeUrl('https://user:Canary@api.smartcar.com/a/b#Canary')).toBe('https://api.smartcar.com/a/b');
  });
});
