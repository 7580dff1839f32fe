import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readParameters } from '../../../src/sandbox/http/parameters.ts';

const names = ['a', 'state', 'redirect_uri', 'ä', ''];

describe('the parameters of a query or a form', () => {
  it('are read as browsers write them', () => {
    const form = readParameters(
      'scope=read_vin+read_fuel&uri=http%3A%2F%2Flocalhost%2F%3Fa%3Db&box=1&box=2&empty=&bare',
    );
    expect(form.get('scope')).toBe('read_vin read_fuel');
    expect(form.get('uri')).toBe('http://localhost/?a=b');
    expect(form.getAll('box')).toEqual(['1', '2']);
    expect([form.get('empty'), form.get('bare'), form.get('absent')]).toEqual(['', '', null]);
    expect([form.has('bare'), form.has('absent')]).toEqual([true, false]);
  });

  it('do not stumble over a broken percent sign', () => {
    const form = readParameters('?a=100%&state=%zz%41&%ff=1');
    expect([form.get('?a'), form.get('state')]).toEqual(['100%', '%zzA']);
  });

  it('are those that URLSearchParams reads, whatever the text', () => {
    const part = fc.oneof(
      fc.constantFrom(...names, '%', '%4', '%41', '%C3%A4', '%ff', '+', '=', '&', '&&'),
      fc.string(),
    );
    fc.assert(
      fc.property(
        fc.array(part).map((parts) => parts.join('')),
        (text) => {
          // A question mark in front would be dropped by URLSearchParams, which takes whole `search` strings as well.
          const expected = new URLSearchParams(`&${text}`);
          const form = readParameters(text);
          for (const name of [...names, ...expected.keys()]) {
            expect(form.get(name)).toBe(expected.get(name));
            expect(form.getAll(name)).toEqual(expected.getAll(name));
            expect(form.has(name)).toBe(expected.has(name));
          }
        },
      ),
    );
  });
});
