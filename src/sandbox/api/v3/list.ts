import { succeed, type Outcome, type Refusal } from '../call/outcome.ts';
import { wholeNumber } from '../call/paging.ts';
import { refuseFormat, type V3Call } from './call.ts';

/** One page of a list, asked for by `page[number]` and `page[size]`. */
interface PageRequest {
  readonly number: number;
  readonly size: number;
}

/** A list before it is cut into pages. */
export interface WholeList<Item> {
  /** Path behind `/v3/`. */
  readonly path: string;
  readonly all: readonly Item[];
  /** `all` is oldest first, and the answer newest first. */
  readonly isNewestLast?: true | undefined;
  readonly toResource: (item: Item) => unknown;
  /** Resources on a page that names no size. */
  readonly size: number;
  /** Names between `filter[` and `]` that the reference of this list has. */
  readonly filterNames: readonly string[];
  /** Filters that hold although nobody asked for them; the links carry them. */
  readonly filters?: Readonly<Record<string, string>> | undefined;
  /** What `meta` tells besides page and count. */
  readonly meta?: Readonly<Record<string, string>> | undefined;
}

/**
 * Answers one page of a list in JSON:API's form. Links are whole addresses, as recorded from a live account (2026-09).
 */
export function answerList<Item>(call: V3Call, list: WholeList<Item>): Outcome {
  const page = readPage(call.asked, list.size);
  if ('error' in page) return page;
  const data = itemsOf(list, page).map(list.toResource);
  const meta = { pageNumber: page.number, pageSize: page.size, totalCount: list.all.length, ...list.meta };
  const body = { data, meta, links: pageLinks(call, list, page) };
  const remark = remarkOnFilters(call.asked, list.filterNames);
  return succeed(body, `200: ${data.length} of ${list.all.length} ${list.path}${remark}`);
}

/**
 * A filter that no reference has, such as `filter[userID]`, changes nothing, since nobody says what Smartcar does with
 * one.
 * @returns a remark for the request log that names it
 */
export function remarkOnFilters(asked: URLSearchParams, known: readonly string[]): string {
  const odd = [...new Set(asked.keys())].filter(
    (name) => name.startsWith('filter') && !known.some((one) => name === `filter[${one}]`),
  );
  return odd.length === 0 ? '' : ` (Smartcar documents no ${odd.join(', ').slice(0, 80)}: it filters nothing)`;
}

function itemsOf<Item>({ all, isNewestLast }: WholeList<Item>, { number, size }: PageRequest): readonly Item[] {
  const start = (number - 1) * size;
  if (isNewestLast !== true) return all.slice(start, start + size);
  return all.slice(Math.max(0, all.length - start - size), Math.max(0, all.length - start)).toReversed();
}

/** Reads `page[number]` and `page[size]` (1 to 100). */
function readPage(asked: URLSearchParams, size: number): PageRequest | Refusal {
  const number = wholeNumber(asked.get('page[number]'), 1);
  if (number === undefined || number < 1) return refuseFormat('page[number]', 'must be a whole number from 1');
  const asking = wholeNumber(asked.get('page[size]'), size);
  if (asking === undefined || asking < 1 || asking > 100)
    return refuseFormat('page[size]', 'must be a whole number from 1 to 100');
  return { number, size: asking };
}

function pageLinks<Item>(call: V3Call, { path, all, filters }: WholeList<Item>, page: PageRequest): unknown {
  const last = Math.max(1, Math.ceil(all.length / page.size));
  const link = (number: number): string => {
    const query = new URLSearchParams({ ...filters, ...Object.fromEntries(call.asked) });
    query.set('page[number]', String(number));
    query.set('page[size]', String(page.size));
    return `${call.state.settings.origin}/v3/${path}?${query.toString()}`;
  };
  return {
    self: link(page.number),
    first: link(1),
    last: link(last),
    next: page.number < last ? link(page.number + 1) : null,
    prev: page.number > 1 ? link(page.number - 1) : null,
  };
}

/** Reads a filter that takes one of some words. */
export function readFilter<Word extends string>(
  asked: URLSearchParams,
  name: string,
  words: readonly Word[],
): Word | undefined | Refusal {
  const askedValue = asked.get(name);
  if (askedValue === null) return undefined;
  return words.find((word) => word === askedValue) ?? refuseFormat(name, `must be ${words.join(' or ')}`);
}
