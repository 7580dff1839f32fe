import { onTestFinished } from 'vitest';
import { admitCallback } from '../../src/core/connect/admission.ts';
import type { Loopback, LoopbackOptions } from '../../src/io/context.ts';
import { listenLoopback } from '../../src/io/loopback/listen.ts';

/** 43 characters, as the program makes them. */
export const state = 'zQ3uJq0d6o8Yw1mV5bT7kR9sX2nL4pC6hF8gA0eD1iE';
export const trueCode = '1b4c8e0a-7d2f-4c55-9a0e-6f3b2d1c0a99';
export const trueQuery = `code=${trueCode}&state=${state}`;

/** A waiting server on a free port that accepts {@link state} alone; closed when the test ends. */
export async function waitForCallback(
  options: Partial<LoopbackOptions> = {},
): Promise<{ loopback: Loopback; port: number }> {
  const loopback = await listenLoopback({
    redirectUris: ['http://localhost:0/exchange'],
    accept: (query) => admitCallback(query, state),
    ...options,
  });
  onTestFinished(() => loopback.close());
  return { loopback, port: Number(new URL(loopback.redirectUri).port) };
}

/** Never aborts. */
export const noAbort: AbortSignal = new AbortController().signal;
