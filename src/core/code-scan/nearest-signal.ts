import { smartcarSignals } from '../providers/smartcar/signals.ts';

/** Finds the name that a misspelt one was meant to be. */
export type Nearest = (text: string, candidates: readonly string[]) => string | undefined;

const codes = Object.keys(smartcarSignals);

/** The part behind the group: `stateofcharge` of `tractionbattery-stateofcharge`. */
function nameOf(code: string): string {
  return code.slice(code.indexOf('-') + 1);
}

function groupOf(code: string): string {
  return code.slice(0, Math.max(0, code.indexOf('-')));
}

/**
 * The group is what people get wrong and the name is what they mean: the same name in another group comes before a
 * similar name in the same group, and that before a similar name anywhere.
 */
export function nearestSignal(text: string, nearest: Nearest): string | undefined {
  const wanted = text.toLowerCase();
  const same = codes.filter((code) => nameOf(code) === nameOf(wanted));
  if (same.length > 0) return same.length === 1 ? same[0] : (nearest(wanted, same) ?? same[0]);
  const inGroup = codes.filter((code) => groupOf(code) === groupOf(wanted));
  return nearestName(wanted, inGroup, nearest) ?? nearestName(wanted, codes, nearest) ?? nearest(wanted, codes);
}

function nearestName(wanted: string, among: readonly string[], nearest: Nearest): string | undefined {
  const name = nearest(nameOf(wanted), among.map(nameOf));
  return name === undefined ? undefined : among.find((code) => nameOf(code) === name);
}
