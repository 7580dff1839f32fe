import { describe, expect, it } from 'vitest';
import { Secret, withoutSecrets } from '../../src/core/secret.ts';

describe('withoutSecrets', () => {
  it('replaces every secret that was made in this run, wherever it stands', () => {
    expect(new Secret('s3cr3t-of-the-app').reveal()).toBe('s3cr3t-of-the-app');
    expect(withoutSecrets('no client "s3cr3t-of-the-app", not s3cr3t-of-the-app')).toBe(
      'no client "[redacted]", not [redacted]',
    );
  });

  it('knows how a secret stands in a query and in JSON', () => {
    expect(new Secret('a/b+c"d=4711').toString()).toBe('[redacted]');
    expect(withoutSecrets('?s=a%2Fb%2Bc%22d%3D4711 {"s":"a/b+c\\"d=4711"}')).toBe('?s=[redacted] {"s":"[redacted]"}');
  });

  it('lets a result of the command through, and short words', () => {
    expect(new Secret('code-0123456789', 'result').toString()).toBe('[redacted]');
    expect(new Secret('read').toString()).toBe('[redacted]');
    expect(withoutSecrets('code-0123456789 read_vin')).toBe('code-0123456789 read_vin');
  });
});
