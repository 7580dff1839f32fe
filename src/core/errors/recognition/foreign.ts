/** Hosts of the services that the tables are about, and of those that stand between. */
const ours =
  /(?:^|\.)(?:smartcar\.com|tesla\.c(?:om|n)|teslamotors\.com|texturehq\.com|tessie\.com|teslemetry\.com|myteslamate\.com)$/i;
/** Hosts that a message names to be read, and this machine: no request failed there. */
const neutral =
  /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\]|0\.0\.0\.0|(?:[\w-]+\.)*(?:mozilla\.org|curl\.se|haxx\.se|httpstatuses\.(?:com|io)))$/i;
/** Scheme, host, and the path as far as the query. */
const address = /\bhttps?:\/\/((?:\[[^\]\s]{1,45}\]|[^\s"'`<>/?#:@\\]{1,253}))(?::\d{1,5})?([^\s"'`<>?#\\)]*)/gi;

/** A part of a text: from, up to and not including, to. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** @returns whether a place lies in the host or the path of an address of somebody else: names there (`…/npm/smartcar`) show no sender. */
export function foreignFinder(text: string): (place: number) => boolean {
  const ranges = foreignAddresses(text);
  return (place) => {
    let low = 0;
    let high = ranges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ranges[middle]?.to ?? 0) <= place) low = middle + 1;
      else high = middle;
    }
    return (ranges[low]?.from ?? Infinity) <= place;
  };
}

function foreignAddresses(text: string): readonly Range[] {
  if (!text.includes('://')) return [];
  return Array.from(text.matchAll(address)).flatMap(({ 0: written, 1: host = '', index }) =>
    ours.test(host) ? [] : [{ from: index, to: index + written.length }],
  );
}

/**
 * @param issuer what a redirect (`iss`, RFC 9207) or an answer says of its sender: an address
 * @returns whether that is somebody who is none of ours
 */
export function isForeignIssuer(issuer: string | null | undefined): boolean {
  if (issuer === null || issuer === undefined || !URL.canParse(issuer)) return false;
  const { hostname } = new URL(issuer);
  return hostname !== '' && !ours.test(hostname) && !neutral.test(hostname);
}

/** @returns whether a line tells of a request to somebody else, and names none of ours beside it. */
export function isForeignRequest(line: string): boolean {
  const requests = Array.from(line.matchAll(address)).filter(
    ({ 1: host = '', 2: path = '' }) => !neutral.test(host) && !/\.[mc]?[jt]sx?(?::\d+)*$/.test(path),
  );
  if (requests.length === 0 || requests.some(({ 1: host = '' }) => ours.test(host))) return false;
  // Behind a method stands who was asked: names in the rest of the line are those of the program.
  return (
    /\b(?:GET|POST|PUT|PATCH|DELETE|HEAD) ["']?https?:\/\//.test(line) ||
    !/smartcar|tesla|texture/i.test(line.replace(address, ' '))
  );
}
