import { describe, expect, it } from 'vitest';
import { mayBeVerify } from '../../../src/core/webhook/challenge.ts';

const body = (text: string | null) => ({ bytes: new Uint8Array(text?.length ?? 1), text });

describe('what may be VERIFY', () => {
  it.each([
    ['{"eventType":"VERIFY","data":{"challenge":"challenge_a"}}', true],
    ['{ "eventName" : "verify", "payload": {} }', true],
    [`{"eventType":"VERIFY","data":{"challenge":"${'a'.repeat(1024)}"}}`, true],
    ['{"eventType":"VEHICLE_STATE","data":{"note":"please verify"}}', false],
    [`{"eventType":"VERIFY","filler":"${'a'.repeat(5000)}"}`, false],
    ['', false],
    [null, false],
  ])('%j: %j', (text, expected) => {
    expect(mayBeVerify(body(text))).toBe(expected);
  });
});
