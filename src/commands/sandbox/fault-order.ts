import { CliError } from '../../core/errors/cli-error.ts';
import type { OrderedFault } from '../../io/sandbox-control.ts';

/** How a word of an order becomes a field of a scenario's fault. */
type Fields = Readonly<Record<string, unknown>>;

const numeric =
  (name: string) =>
  (text: string): Fields => ({ [name]: text === '' ? Number.NaN : Number(text) });
const textual =
  (name: string) =>
  (text: string): Fields => ({ [name]: text });

/** Words that an order of `--fault` is made of. */
const words: ReadonlyMap<string, (text: string) => Fields> = new Map([
  ['status', numeric('status')],
  ['error', textual('error')],
  ['delay', numeric('delay')],
  ['cut', numeric('cutAfter')],
  ['retry-after', (text) => ({ headers: { 'retry-after': text } })],
  ['path', textual('path')],
  ['method', textual('method')],
  ['rate', numeric('rate')],
  ['seed', numeric('seed')],
  ['nth', numeric('nth')],
  ['times', numeric('times')],
]);

/**
 * Reads an order such as `status=429 retry-after=2 rate=0.05 path=/v3/connections`. What the fields may hold, the
 * sandbox knows.
 * @throws CliError INVALID_VALUE
 */
export function readFaultOrder(order: string): OrderedFault {
  const parts = order.split(/[\s,]+/).filter((part) => part !== '');
  if (parts.length === 0) throw unreadable(order, 'it is empty');
  const read = parts.map((part) => {
    const at = part.indexOf('=');
    const field = words.get(part.slice(0, at).toLowerCase());
    if (at < 1 || field === undefined) throw unreadable(order, `"${part}" is not part of it`);
    return field(part.slice(at + 1));
  });
  return { order, fields: Object.assign({}, ...read) as Fields };
}

function unreadable(order: string, why: string): CliError {
  return new CliError('INVALID_VALUE', `--fault "${order}" cannot be read: ${why}.`, {
    hint: `It is made of ${[...words.keys()].map((word) => `${word}=…`).join(', ')}, such as --fault "status=502 rate=0.02".`,
  });
}
