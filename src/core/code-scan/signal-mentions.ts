import { matrixOnlySignals, smartcarSignals, type SignalCode } from '../providers/smartcar/signals.ts';
import { keysOf } from '../text/keys.ts';
import type { Found } from './permission-mentions.ts';
import { quotedAround, type TextLines } from './text-lines.ts';

const groups = [...new Set(Object.keys(smartcarSignals).map((code) => code.slice(0, code.indexOf('-'))))];

/** Groups whose names are words of nobody else's: an unknown code among them is a slip. */
const ownGroups: ReadonlySet<string> = new Set([
  'connectivitysoftware',
  'connectivitystatus',
  'internalcombustionengine',
  'lowvoltagebattery',
  'tractionbattery',
  'vehicleidentification',
  'vehicleuseraccount',
]);

/** Matches the beginning of every signal code. */
export const signalBeginning = `(?:${groups.join('|')})-[a-z]`;

const code = new RegExp(`(?<![\\w-])(${groups.join('|')})-([A-Za-z]+)(?![\\w-])`, 'g');
const everything =
  /\bget_?[sS]ignals\b\s*\(|\/signals\/?(?=["'`?\s]|\$\{|\{|$)|\b(?:verify_?[pP]ayload|hash_?[cC]hallenge)\b\s*\(/gm;

/** Names as answers of the API and models of the SDKs write them, alone or behind their group. */
const quotedName = /["'`]((?:[A-Z][A-Za-z]{2,40}[./])?[A-Z][a-z]{1,40}[A-Z][A-Za-z]{1,60})["'`]/g;

/** Only names that belong to one signal. */
const signalNames: ReadonlyMap<string, SignalCode> = new Map(
  keysOf(smartcarSignals).flatMap((signal) => {
    const { name } = smartcarSignals[signal];
    const sharing = Object.values(smartcarSignals).filter((other) => other.name === name);
    return sharing.length === 1 ? [[name, signal] as const] : [];
  }),
);

/** Finds signal codes, names of signals, and places that read all signals or take them from a webhook. */
export function* findSignals(lines: TextLines, isSmartcarFile: boolean): Generator<Found> {
  for (const match of lines.text.matchAll(code)) {
    const [text, group = ''] = match;
    const { line, column } = lines.around(match.index);
    const isQuoted = quotedAround(line, column) !== undefined;
    if (!isQuoted && !isSmartcarFile) continue;
    if (isSignal(text)) yield { offset: match.index, text, meaning: { kind: 'signal', signal: text } };
    else if (isSlip(text, group)) yield { offset: match.index, text, meaning: { kind: 'unknown', of: 'signal' } };
  }
  if (!isSmartcarFile) return;
  for (const match of lines.text.matchAll(quotedName)) {
    const signal = signalNamed(match[1] ?? '');
    if (signal !== undefined) yield { offset: match.index, text: match[1] ?? '', meaning: { kind: 'signal', signal } };
  }
  for (const match of lines.text.matchAll(everything)) {
    yield { offset: match.index, text: match[0].replace(/\s*\($/, '()'), meaning: { kind: 'all-signals' } };
  }
}

/** `TractionBattery.StateOfCharge`, or a name alone. */
function signalNamed(text: string): SignalCode | undefined {
  const code = text.replace(/[./]/, '-').toLowerCase();
  return isSignal(code) ? code : signalNames.get(text);
}

function isSignal(text: string): text is SignalCode {
  return Object.hasOwn(smartcarSignals, text);
}

function isSlip(text: string, group: string): boolean {
  if (Object.hasOwn(matrixOnlySignals, text)) return false;
  return ownGroups.has(group) || isSignal(text.toLowerCase());
}
