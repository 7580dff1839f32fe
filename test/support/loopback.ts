import { onTestFinished } from 'vitest';
import type { Loopback, LoopbackOptions } from '../../src/io/context.ts';
import { constantTimeEqual } from '../../src/io/loopback/constant-time.ts';
import { listenLoopback } from '../../src/io/loopback/listen.ts';

/** 43 characters, as the program makes them. */
export const state = 'zQ3uJq0d6o8Yw1mV5bT7kR9sX2nL4pC6hF8gA0eD1iE';
export const trueQuery = `code=1b4c8e0a-7d2f-4c55-9a0e-6f3b2d1c0a99&state=${state}`;

/** A waiting server on a free port that accepts {@link state} alone; closed when the test ends. */
export async function waitForCallback(
  options: Partial<LoopbackOptions> = {},
): Promise<{ loopback: Loopback; port: number }> {
  const loopback = await listenLoopback({
    redirectUris: ['http://localhost:0/exchange'],
    accept: (query) => constantTimeEqual(new URLSearchParams(query).get('state') ?? '', state),
    entry: () => 'https://connect.smartcar.com/oauth/authorize?client_id=8229df9f-91a0-4ff0-a1ae-a1f38ee24d07',
    ...options,
  });
  onTestFinished(() => loopback.close());
  return { loopback, port: Number(new URL(loopback.redirectUri).port) };
}

/** Never aborts. */
export const noAbort: AbortSignal = new AbortController().signal;
