import { readTail } from './address-tail.ts';
import { usesOfAddress } from './address-uses.ts';
import { isOwnRoute } from './own-routes.ts';
import type { TextLines } from './text-lines.ts';

/** A path of the API of v2, from its base; `{id}` is the id of a vehicle. */
export interface V2Address {
  readonly offset: number;
  readonly text: string;
  readonly path: string;
}

const inserted =
  '(?:\\$\\{[^}\\n]{1,120}\\}|#\\{[^}\\n]{1,120}\\}|\\{[\\w.]{1,60}\\}|\\$\\w{1,60}|%[sv@]|\\\\\\([^()\\n]{1,80}\\))';
const joined = '["\'`]\\s{0,9}[+.]\\s{0,9}[\\w.()[\\]$>-]{1,80}(?:\\s{0,9}[+.]\\s{0,9}["\'`])?';
const id = `(?:${inserted}|${joined}|<[\\w-]{1,40}>|[0-9a-f-]{36}|\\{\\{[^}\\n]{1,60}\\}\\})`;
const paths = `vehicles\\/${id}(?:\\/(permissions|application|batch|webhooks)(?![\\w-])(?:\\/${id})?)?|vehicles|user|compatibility\\/matrix|compatibility|management\\/connections`;
const address = new RegExp(
  `(smartcar\\.com\\/v[12]\\.\\d|["'\`]\\/?v[12]\\.\\d|${inserted}|["'\`])\\/?(${paths})(?:\\/?(?=["'\`?\\s\\\\),;&]|$)|(?=${inserted}))`,
  'gm',
);

/** A call that sends a request, before its first argument or a later one. */
const sends =
  /\w{0,60}(?:get|post|put|patch|delete|request|fetch|call|send|api|url|query)\w{0,20}!?\(\s?(?:[^()]{1,120},\s?)?$/i;
/** The method before the path: nobody writes that to a map of his own. */
const method = /["'](?:GET|POST|PUT|PATCH|DELETE)["'],\s?$/i;
/** What a format such as `"%s/vehicles"` is filled with first. */
const firstArgument = /^[^"'`\n]{0,120}["'`],\s{0,9}([\w.]{1,60})/;
/** A base that the path is added to. */
const added = /([\w.]{1,60})\s{0,9}[+.]\s{0,9}$/;

/**
 * Finds addresses of v2 that no table of vehicle data knows. A path without its host counts where the file shows that
 * it belongs to Smartcar: by the value of the constant before it, or by the base of its client.
 */
export function* findV2Addresses(lines: TextLines): Generator<V2Address> {
  let known: Bases | undefined;
  for (const match of lines.text.matchAll(address)) {
    const [text, base = '', path = '', below] = match;
    const bases = (known ??= basesOf(lines.text));
    if (!isOfV2(lines, { base, offset: match.index, bases })) continue;
    const isVehicle = path.startsWith('vehicles') && path !== 'vehicles';
    const end = match.index + text.lastIndexOf('vehicles') + 'vehicles'.length;
    if (path.startsWith('vehicles') && below === undefined && goesOn(lines.text, end, isVehicle ? 2 : 1)) continue;
    const kind = isVehicle ? `/vehicles/{id}${below === undefined ? '' : `/${below}`}` : `/${path}`;
    yield { offset: match.index, text: text.replace(/^["'`]/, ''), path: kind };
  }
}

/** Whether an address has as many parts behind `vehicles`, or where the variable is used that it is put in. */
function goesOn(text: string, end: number, parts: number): boolean {
  const tail = readTail(text, end, 'text');
  // Two values side by side are an id and a path.
  const partsOf = (path: string) => path.replace('**', '*/*').split('/').slice(1);
  const isLonger = (path: string) => partsOf(path).filter((part) => part !== '').length >= parts;
  if (isLonger(tail.path)) return true;
  const uses = tail.isWhole ? usesOfAddress(text, end) : [];
  return uses.length > 0 && uses.every((use) => isLonger(`${tail.path}${use.tail.path}`));
}

interface Beginning {
  readonly base: string;
  readonly offset: number;
  readonly bases: Bases;
}

function isOfV2({ text }: TextLines, { base, offset, bases }: Beginning): boolean {
  if (/v[12]\.\d$/.test(base)) return true;
  if (base.startsWith('%')) return bases.isV2(firstArgument.exec(text.slice(offset, offset + 200))?.[1] ?? '');
  if (!/^["'`]$/.test(base)) return bases.isV2(base.replace(/\W+$/, ''));
  const before = text
    .slice(Math.max(0, offset - 200), offset)
    .replace(/\b[fbru]$/, '')
    .replaceAll(/\s+/g, ' ');
  const name = added.exec(before)?.[1];
  if (name !== undefined) return bases.isV2(name);
  if (isOwnRoute(before, before.length)) return false;
  if (method.test(before)) return bases.hasV2 || !bases.hasV3;
  return bases.hasV2 && text[offset + 1] === '/' && sends.test(before);
}

interface Bases {
  /** The file has the base of v2, and so its clients may. */
  readonly hasV2: boolean;
  readonly hasV3: boolean;
  /** Tells by the value of a constant, else by its name. */
  readonly isV2: (name: string) => boolean;
}

const baseOfV2 = /(?<![\w.])api\.smartcar\.com\/v[12]\b/;
const constant =
  /(?<!\w)(\w{1,60})["']?\s{0,9}(?::\s{0,9}\w{1,30}\s{0,9})?(?::?=|:|=>|,)[^\n]{0,120}?([\w.-]{0,40}smartcar\.com)(?:\/(v\d))?/g;

function basesOf(text: string): Bases {
  const versions = new Map<string, boolean>();
  for (const [, name = '', host = '', version] of text.matchAll(constant)) {
    versions.set(
      name,
      host === 'api.smartcar.com' ? version !== 'v3' : version !== 'v3' && host === 'management.smartcar.com',
    );
  }
  const isV2 = (base: string) => {
    const name = /\w+$/.exec(base)?.[0] ?? '';
    return versions.get(name) ?? (/smart_?car/i.test(base) && !/v3|iam|auth|connect/i.test(base));
  };
  return { hasV2: baseOfV2.test(text), hasV3: /smartcar\.com\/v3\b/.test(text), isV2 };
}
