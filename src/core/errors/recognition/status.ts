import { phraseWords, type Words } from './words.ts';

/** An HTTP status in running text. */
export interface FoundStatus {
  readonly status: number;
  readonly start: number;
  readonly end: number;
}

/** What stands before a status: `HTTP/1.1 403`, `status code 429`, `Response code 403`, `error 421`, `-> 401`. */
const before: ReadonlySet<string> = new Set(
  (
    'http https status code statuscode status_code httpstatus http_status responsecode response_code response error ' +
    'returned responded answered answer failed with got received success many clientresponseerror httperror statuscodeerror ' +
    'requestfailed zurückgegeben fehlercode statuscodes erreur'
  ).split(' '),
);

/** The words of the HTTP standard and of proxies, behind the number. */
const reasons: ReadonlyMap<number, string> = new Map([
  [400, 'bad request'],
  [401, 'unauthorized'],
  [402, 'payment required'],
  [403, 'forbidden'],
  [404, 'not found'],
  [405, 'method not allowed'],
  [406, 'not acceptable'],
  [407, 'proxy authentication required'],
  [408, 'request timeout'],
  [409, 'conflict'],
  [412, 'precondition failed'],
  [421, 'misdirected request'],
  [422, 'unprocessable'],
  [423, 'locked'],
  [424, 'failed dependency'],
  [429, 'too many requests'],
  [451, 'unavailable for legal reasons'],
  [499, 'client closed request'],
  [500, 'internal server error'],
  [501, 'not implemented'],
  [502, 'bad gateway'],
  [503, 'service unavailable'],
  [504, 'gateway timeout'],
]);

const number = /^[45]\d\d$/;

/** `UNKNOWN_ERROR_403`, `HTTP_429`. */
const inName = /^(?:[a-z]{1,20}_){0,3}(?:error|http|status)_([45]\d\d)$/;

/** @returns every number of 400 to 599 that the words around it show to be a status. */
export function findStatuses(words: Words): readonly FoundStatus[] {
  const statuses: FoundStatus[] = [];
  for (const [at, word] of words.list.entries()) {
    if (!endsInDigit(word)) continue;
    const named = inName.exec(word)?.[1];
    if (named !== undefined) statuses.push({ status: Number(named), start: at, end: at + 1 });
    if (word.length !== 3 || !number.test(word)) continue;
    const reason = reasonLength(words, at, Number(word));
    if (reason > 0 || isLabelled(words, at) || isArrowed(words, at)) {
      statuses.push({ status: Number(word), start: at, end: at + 1 + reason });
    }
  }
  return statuses;
}

/** Most words end here, so that nothing else is tried on them. */
function endsInDigit(word: string): boolean {
  const last = word.charCodeAt(word.length - 1);
  return last >= 48 && last <= 57;
}

function isLabelled({ list, text, starts, ends }: Words, at: number): boolean {
  const label = list[at - 1] ?? '';
  // `HTTP/1.1 403`, `HTTP/2 403`
  const isVersion = /^[123]$/.test(label) && (list[at - 2] === 'http' || list[at - 3] === 'http');
  const gap = text.slice(ends[at - 1] ?? 0, starts[at]);
  if (isVersion) return !gap.includes('\n');
  const isCall = list[at + 1] === 'client' && list[at + 2] === 'error';
  const hasMessage = list[at + 1] === 'message';
  if (isCall || hasMessage) return true;
  return gap.length <= 5 && !gap.includes('\n') && (before.has(label) || thrown.test(label) || isStatusOf(list, at));
}

/** `FetchError: 403`, `HTTParty::ResponseError 401` */
const thrown = /^[a-z]{3,40}(?:error|exception)$/;

/** `status code of 403`, `status code was unacceptable: 403` */
function isStatusOf(list: Words['list'], at: number): boolean {
  return [2, 3, 4].some((back) => list[at - back] === 'code' && list[at - back - 1] === 'status');
}

/** `GET /api/1/vehicles -> 401 (2097 ms)`, `"POST /oauth2/v3/token HTTP/1.1" 401 12`, `GET /vehicles 403`, `403 https://…` */
function isArrowed({ text, starts, ends }: Words, at: number): boolean {
  const start = starts[at] ?? 0;
  const earlier = text.slice(Math.max(0, start - 320), start);
  return (
    /(?:->|=>|→|HTTP\/[\d.]{1,3}")\s{1,2}$/.test(earlier.slice(-14)) ||
    /\b(?:(?:GET|POST|PUT|PATCH|DELETE) \/|https?:\/\/)[^\s"]{1,300} $/.test(earlier) ||
    /^ https?:\/\//.test(text.slice(ends[at], (ends[at] ?? 0) + 9))
  );
}

function reasonLength({ list }: Words, at: number, status: number): number {
  const reason = phraseWords(reasons.get(status) ?? '');
  if (reason.length === 0) return 0;
  if (reason.every((word, index) => list[at + 1 + index]?.startsWith(word) === true)) return reason.length;
  // `MisdirectedRequest`, `(Forbidden)`
  return list[at + 1] === reason.join('') ? 1 : 0;
}
