import { lookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { promisify } from 'node:util';

/** @returns every address of a host name, or of an address itself. */
export function resolveHost(host: string): Promise<LookupAddress[]> {
  return promisify(lookup)(host, { all: true, verbatim: true });
}

/** A lookup that answers with addresses that were judged before, so that a second answer cannot differ. */
export function fixedLookup(addresses: readonly LookupAddress[]): LookupFunction {
  return (_host, options, callback) => {
    const first = addresses[0];
    if (options.all === true || first === undefined) callback(null, [...addresses]);
    else callback(null, first.address, first.family);
  };
}
