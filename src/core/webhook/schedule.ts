/**
 * How long Smartcar waits before each of its four attempts, in milliseconds.
 * Source: smartcar.com/docs/api-reference/webhooks/delivery-behavior (2026-02).
 */
export const publishedWaits: readonly number[] = [0, 25_000, 50_000, 100_000];
