/** @returns a 32-bit hash of a text (FNV-1a): the same text gives the same number everywhere. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash ^= text.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

/** @returns a number in [0, 1) that depends on the seed and the place alone. */
export function noise(seed: number, place: number): number {
  let value = (seed ^ Math.imul(place + 1, 0x9e3779b1)) >>> 0;
  value = Math.imul(value ^ (value >>> 16), 0x21f0aaad);
  value = Math.imul(value ^ (value >>> 15), 0x735a2d97);
  return ((value ^ (value >>> 15)) >>> 0) / 4294967296;
}

/** @returns a number between two bounds that depends on the seed and the place alone. */
export function between(seed: number, place: number, low: number, high: number): number {
  return low + noise(seed, place) * (high - low);
}

/** @returns the number with that many decimals, never `-0`. */
export function round(value: number, decimals: number): number {
  const factor = 10 ** decimals;
  return Math.round(value * factor) / factor + 0;
}
