import { hash } from '../../state/ids.ts';

/** Bounds, both included. */
export type NumberRange = readonly [low: number, high: number];

/** @returns a number in [0, 1) that depends on the seed and the place alone. */
export function random(seed: number, place: number): number {
  let value = (seed ^ Math.imul(place + 1, 0x9e3779b1)) >>> 0;
  value = Math.imul(value ^ (value >>> 16), 0x21f0aaad);
  value = Math.imul(value ^ (value >>> 15), 0x735a2d97);
  return ((value ^ (value >>> 15)) >>> 0) / 4294967296;
}

/** @returns a number between two bounds that depends on the seed and the place alone. */
export function between(seed: number, place: number, [low, high]: NumberRange): number {
  return low + random(seed, place) * (high - low);
}

/** @returns the number with that many decimals, never `-0`. */
export function round(value: number, decimals: number): number {
  const factor = 10 ** decimals;
  return Math.round(value * factor) / factor + 0;
}

/** @returns the number with two decimals, never a whole one: clients in typed languages then read a float. */
export function fraction(value: number): number {
  return round(Math.floor(value * 10) / 10 + 0.05, 2);
}

/** @returns a number in [0, 1) that depends on the text and the place alone. */
export function hashed(text: string, place: number): number {
  return random(hash(text), place);
}
