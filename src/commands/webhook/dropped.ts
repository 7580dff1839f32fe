import type { DroppedRequest } from '../../io/webhook.ts';

/** What is told of requests that became no delivery: each kind as it first comes, and at the end how often. */
export interface DroppedLog {
  drop(reason: DroppedRequest): void;
  summarise(): void;
}

interface DroppedTexts {
  /** Beginning of the line that tells of the first one. */
  readonly first: string;
  /** Behind a number, in the summary. */
  readonly counted: string;
}

const texts: Readonly<Record<DroppedRequest, DroppedTexts>> = {
  path: {
    first: 'A request to another path was answered with 404: deliveries go to the path above.',
    counted: 'to another path',
  },
  method: { first: 'A request that is not a POST was answered with 405.', counted: 'by a method other than POST' },
  'too-large': { first: 'A body of more than 1 MiB was refused with 413.', counted: 'with a body of more than 1 MiB' },
  crowded: { first: 'Too much came in at once: a delivery was refused with 503.', counted: 'too many at once' },
  broken: { first: 'A request broke off within its body.', counted: 'that broke off' },
  oversized: {
    first: 'Headers of more than 16 KiB were refused with 431.',
    counted: 'with headers of more than 16 KiB',
  },
  unfinished: { first: 'A request never came to its end.', counted: 'that never ended' },
  malformed: { first: 'Something came in that is not valid HTTP.', counted: 'that are not valid HTTP' },
  'half-open': {
    first: 'Too many connections were open without a request: the oldest are closed.',
    counted: 'that only opened a connection',
  },
};

/** @param say writes one line */
export function logDropped(say: (text: string) => void): DroppedLog {
  const counts = new Map<DroppedRequest, number>();
  return {
    drop(reason) {
      const count = (counts.get(reason) ?? 0) + 1;
      counts.set(reason, count);
      if (count === 1) say(`Dropped: ${texts[reason].first}`);
    },
    summarise() {
      const repeated = [...counts].filter(([, count]) => count > 1);
      if (repeated.length === 0) return;
      say(`Dropped requests: ${repeated.map(([reason, count]) => `${count} ${texts[reason].counted}`).join(', ')}.`);
    },
  };
}
