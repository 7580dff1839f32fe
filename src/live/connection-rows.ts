import { wrongOrigin } from '../core/errors/api-error.ts';
import { CliError } from '../core/errors/cli-error.ts';
import { asObject, isCount, textField, type JsonObject } from '../core/text/json.ts';
import type { ConnectionPage, ConnectionPages, PageStart } from '../io/smartcar.ts';

/** How far a reading came. Plain data: a checkpoint keeps it. */
export interface ReadingPosition {
  /** Where the next page begins; null once all were read. */
  readonly next: PageStart | null;
  /** Rows that were given so far. */
  readonly read: number;
  /** Connections in all as the first and the last page told; null where none did. */
  readonly firstTotal: number | null;
  readonly total: number | null;
  /** Keys of the rows that were given last: whatever is connected meanwhile moves them to the next page. */
  readonly recent: readonly string[];
}

/** Reads a position that was kept. @returns undefined for what is none: a reading from elsewhere would repeat or lose rows */
export function readPosition(data: JsonObject): ReadingPosition | undefined {
  const { next, read, firstTotal, total, recent } = data;
  const isStart = next === null || typeof next === 'string' || (isCount(next) && next > 0);
  if (!isStart || !isCount(read) || !isTotal(firstTotal) || !isTotal(total)) return undefined;
  if (!Array.isArray(recent) || !recent.every((key) => typeof key === 'string')) return undefined;
  return { next, read, firstTotal, total, recent };
}

function isTotal(value: unknown): value is number | null {
  return value === null || isCount(value);
}

/** Rows of one page that were not given before, and where the reading stands behind them. */
export interface ReadRows {
  readonly rows: readonly unknown[];
  readonly position: ReadingPosition;
}

/** Pages under way at the same time. Smartcar publishes no limit for this list; four are modest. */
const atOnce = 4;

/** Rows that are remembered: ten pages. */
const mostRecent = 1000;

const beginning: ReadingPosition = { next: 1, read: 0, firstTotal: null, total: null, recent: [] };

/** Pages in a row without a new row. Where the list grows or shrinks much, all that is remembered may come again, and once more. */
const mostInVain = (size: number): number => Math.ceil((2 * mostRecent) / size) + atOnce;

/**
 * Reads all connections, in the order of the list, several pages ahead where pages have numbers.
 * Where the list shrinks meanwhile, later rows move to pages that were read already: the reading goes back as many.
 * @throws CliError API_ERROR where page after page brings nothing new
 */
export async function* readConnectionRows(
  pages: ConnectionPages,
  from: ReadingPosition = beginning,
): AsyncGenerator<ReadRows> {
  const ahead = createReadAhead(pages);
  const recent = createRecent(from.recent);
  let { next, read, firstTotal, total } = from;
  let inVain = 0;
  let lastText = '';
  while (next !== null) {
    const start: PageStart = next;
    const page: ConnectionPage = await ahead.take(start);
    const before = total;
    total = page.total ?? total;
    firstTotal ??= total;
    const again = pagesToRepeat(page, before);
    inVain += 1;
    if (inVain > mostInVain(page.size)) throw endless(start);
    if (typeof start === 'number' && start > 1 && again > 0) {
      ahead.forget();
      next = Math.max(1, start - again);
      continue;
    }
    const rows = page.rows.filter((row) => recent.isNew(row));
    const text = textWithoutKeys(page.rows);
    if (rows.length > 0 && (text === '' || text !== lastText)) inVain = 0;
    lastText = text;
    read += rows.length;
    // A cursor that leads to what was given already leads round in circles.
    const isCircle = typeof page.next === 'string' && rows.length === 0;
    next = isCircle ? null : (page.next ?? null);
    yield { rows, position: { next, read, firstTotal, total, recent: recent.keys() } };
  }
}

/** @returns rows that have no key to be known again by; empty where one has */
function textWithoutKeys(rows: readonly unknown[]): string {
  return rows.some((row) => keyOf(row) !== undefined) ? '' : JSON.stringify(rows);
}

function endless(page: PageStart): CliError {
  return new CliError(
    'API_ERROR',
    `The list of connections does not end: page ${page} and those before it brought nothing new.`,
    { hint: wrongOrigin },
  );
}

function pagesToRepeat({ total, size }: ConnectionPage, before: number | null): number {
  if (total === undefined || before === null || total >= before) return 0;
  return Math.min(Math.ceil((before - total) / size), mostRecent / size);
}

/** Asks for pages before their turn has come. */
interface ReadAhead {
  take(start: PageStart): Promise<ConnectionPage>;
  /** Pages that are under way are of no use any more. */
  forget(): void;
}

function createReadAhead(pages: ConnectionPages): ReadAhead {
  let underWay = new Map<PageStart, Promise<ConnectionPage>>();
  let last = 0;
  const start = (page: PageStart): Promise<ConnectionPage> => {
    const before = underWay.get(page);
    if (before !== undefined) return before;
    const asked = pages.readPage(page === beginning.next ? undefined : page);
    // Its failure is told when its turn comes.
    asked.catch(() => undefined);
    underWay.set(page, asked);
    return asked;
  };
  return {
    take: async (page) => {
      const first = start(page);
      if (typeof page === 'number') {
        for (let next = page + 1; next < page + atOnce && next <= last; next += 1) void start(next);
      }
      underWay.delete(page);
      const answer = await first;
      last = answer.total === undefined ? 0 : Math.ceil(answer.total / answer.size);
      return answer;
    },
    forget: () => {
      underWay = new Map();
    },
  };
}

interface Recent {
  /** @returns false for a row that was given not long ago */
  isNew(row: unknown): boolean;
  keys(): readonly string[];
}

function createRecent(before: readonly string[]): Recent {
  const keys = new Set(before);
  return {
    isNew: (row) => {
      const key = keyOf(row);
      if (key === undefined) return true;
      if (keys.has(key)) return false;
      keys.add(key);
      const [oldest] = keys;
      if (keys.size > mostRecent && oldest !== undefined) keys.delete(oldest);
      return true;
    },
    keys: () => [...keys],
  };
}

/** v3 gives connections ids; in v2 user and vehicle name one. */
function keyOf(row: unknown): string | undefined {
  const data = asObject(row);
  const id = textField(data, 'id');
  if (id !== undefined) return id;
  const user = textField(data, 'userId');
  const vehicle = textField(data, 'vehicleId');
  return user === undefined || vehicle === undefined ? undefined : `${user} ${vehicle}`;
}
