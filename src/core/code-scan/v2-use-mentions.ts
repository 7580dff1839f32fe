import { v2Uses, type V2Use } from '../providers/smartcar/v2-uses.ts';
import { methodCalls, vehiclesOf } from './method-calls.ts';
import { statementAround } from './statement.ts';
import type { TextLines } from './text-lines.ts';
import { findV2Addresses } from './v2-addresses.ts';

/** A part of v2 and where it stands. */
export interface FoundUse {
  readonly offset: number;
  readonly text: string;
  readonly use: V2Use;
}

/** Finds what a file that speaks of Smartcar has of v2 besides the reads and commands of vehicles. */
export function* findV2Uses(file: string, lines: TextLines): Generator<FoundUse> {
  yield* findTexts(lines);
  yield* findLinkParameters(lines);
  yield* findMethods(file, lines.text);
  yield* findImported(lines.text);
  for (const { offset, text, path } of findV2Addresses(lines)) {
    const use = v2Uses.find(({ paths }) => paths?.includes(path) === true);
    if (use !== undefined) yield { offset, text, use };
  }
}

function* findTexts({ text }: TextLines): Generator<FoundUse> {
  for (const use of v2Uses) {
    if (use.text === undefined) continue;
    for (const match of text.matchAll(use.text)) {
      if (use.task === 'tokens' && isOfOthers(text, match.index)) continue;
      yield { offset: match.index, text: match[0].replace(/\s*\($/, '()'), use };
    }
  }
}

/** An app that connects to several providers asks each for tokens in the same words. */
function isOfOthers(text: string, offset: number): boolean {
  const { from, to } = statementAround(text, offset);
  const statement = text.slice(from, to);
  return /https?:\/\//.test(statement) && !/smartcar/i.test(statement);
}

/** Where a link, or the parameters of one, may stand. */
const linkPlace = /\bconnect\.smartcar\.com\/oauth\/authorize\b|\bresponse_type\b/g;

function* findLinkParameters({ text }: TextLines): Generator<FoundUse> {
  let done = 0;
  for (const place of text.matchAll(linkPlace)) {
    if (place.index < done || isOfOthers(text, place.index)) continue;
    const { from, to } = statementAround(text, place.index);
    const statement = text.slice(from, to);
    done = to;
    for (const use of v2Uses) {
      for (const match of use.linkParameter === undefined ? [] : statement.matchAll(use.linkParameter)) {
        yield { offset: from + match.index, text: match[0], use };
      }
    }
  }
}

const ownReceiver =
  /^(?:this|self|super|cls)$|(?:service|api|provider|repository|repo|controller|store|manager|helpers?|utils?)$/i;
const sdkName = /^smart_?car(?:_?(?:sdk|client))?$/i;
const sdkImport =
  /\b(?:import|const|let|var)\s{1,9}(?:\*\s{1,9}as\s{1,9})?(\w{1,60})\s{0,9}(?:,\s{0,9}\{[^}]{0,400}\}\s{0,9})?(?:=\s{0,9}require\(\s{0,9}|from\s{1,9})["']smartcar["']|\bimport smartcar as (\w{1,60})/g;
const sdkVariable =
  /(?<!\w)(\w{1,60})\s{0,9}:?=\s{0,9}(?:await\s{1,9})?(?:new\s{1,9})?(?:\w{1,60}(?:\.|::))?(?:AuthClient(?:\.new|\.Builder)?|NewAuth)\s{0,9}\(|(?<!\w)(\w{1,60})\s{0,9}:?=\s{0,9}smartcar\.NewClient\(/g;
/** Names that end so are one vehicle: `vehicles` and `vehicleService` are others. */
const vehicleName = /(?:[vV]ehicle|(?:^|_)car|Car|tesla)\d*$/;

function* findMethods(file: string, text: string): Generator<FoundUse> {
  const isVehicle = vehiclesOf(text);
  const sdkNames = new Set(
    [...text.matchAll(sdkImport), ...text.matchAll(sdkVariable)].map((match) => match[1] ?? match[2]),
  );
  const bears: Readonly<Record<NonNullable<V2Use['on']>, (receiver: string) => boolean>> = {
    any: (receiver) => !ownReceiver.test(receiver),
    sdk: (receiver) => sdkNames.has(receiver) || sdkName.test(receiver),
    vehicle: (receiver) => isVehicle(receiver) && (vehicleName.test(receiver) || !/vehicle/i.test(receiver)),
  };
  for (const call of methodCalls(file, text, (name) => useNamed(name) !== undefined)) {
    const use = useNamed(call.name);
    if (use?.on !== undefined && bears[use.on](call.receiver)) yield { offset: call.offset, text: call.text, use };
  }
}

function useNamed(name: string): V2Use | undefined {
  const plain = name.toLowerCase().replaceAll('_', '');
  const names = [plain, plain.replace(/^get/, '')];
  return v2Uses.find(({ methods }) => methods?.some((method) => names.includes(method)) === true);
}

const namedImport =
  /\{([^{}]{1,400})\}\s{0,9}(?:from|=\s{0,9}require\()\s{0,9}["']smartcar["']|\bfrom smartcar(?:\.\w{1,40})? import ([^\n(]{1,400}|\([^)]{1,400}\))/g;

/** Functions of the SDK that a file imports by name. */
function* findImported(text: string): Generator<FoundUse> {
  const imported = [...text.matchAll(namedImport)].flatMap((match) => (match[1] ?? match[2] ?? '').match(/\w+/g) ?? []);
  for (const name of new Set(imported)) {
    const use = useNamed(name);
    if (use === undefined || use.on === 'vehicle') continue;
    for (const match of text.matchAll(new RegExp(`(?<![\\w.])${name}\\s{0,9}\\(`, 'g'))) {
      yield { offset: match.index, text: `${name}()`, use };
    }
  }
}
