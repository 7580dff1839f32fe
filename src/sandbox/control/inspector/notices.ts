import { html } from '../../pages/html.ts';
import type { Notice } from './view.ts';
import { ownValue } from '../../../core/text/keys.ts';

const kept = 20;

/** What came of the newest actions, until the page that they lead to has asked. */
export interface Notices {
  keep(notice: Notice): string;
  find(id: string | null): Notice | undefined;
}

/** @returns an empty list of notices */
export function createNotices(): Notices {
  const notices = new Map<string, Notice>();
  let count = 0;
  return {
    keep: (notice) => {
      count += 1;
      notices.set(String(count), notice);
      if (notices.size > kept) notices.delete(notices.keys().next().value ?? '');
      return String(count);
    },
    find: (id) => (id === null ? undefined : notices.get(id)),
  };
}

/** One operation that was carried out. */
export interface Done {
  /** As in the table of operations: `PUT accounts/*\/consents/*`. */
  readonly operation: string;
  /** Values of the `*` segments. */
  readonly parts: readonly string[];
  readonly result: unknown;
}

type Sentence = (done: Done) => string;

const read = (result: unknown, name: string): unknown =>
  typeof result === 'object' && result !== null ? Object.entries(result).find(([key]) => key === name)?.[1] : undefined;

/** What the page says once an operation is through. */
const sentences: Readonly<Record<string, Sentence>> = {
  'POST reset': () => 'The sandbox starts over.',
  'POST snapshots': () => 'The snapshot is taken.',
  'POST snapshots/*/restore': () => 'Everything is back as it was at the snapshot.',
  'POST clock/advance': ({ result }) => `The clock shows ${String(read(result, 'now'))}.`,
  'PUT application': () => 'The application is changed.',
  'POST applications': ({ result }) => `The application "${String(read(result, 'name'))}" is registered.`,
  'DELETE applications/*': () => 'The application is removed.',
  'POST applications/*/users/*/tokens': () => 'A pair of tokens is minted.',
  'POST accounts': ({ result }) => `The account "${String(read(result, 'username'))}" is open.`,
  'PATCH accounts/*': ({ parts }) => `The account "${parts[0] ?? ''}" is changed.`,
  'POST accounts/*/vehicles': ({ result }) => `A ${String(read(result, 'model'))} is in the account.`,
  'DELETE accounts/*/vehicles/*': () => 'The car is no longer in the account.',
  'PUT accounts/*/consents/*': () => 'The boxes at Tesla are set.',
  'DELETE accounts/*/consents/*': () => 'The access is removed at Tesla.',
  'PUT vehicles/*/keys/*': ({ parts }) => `The key of ${parts[1] ?? ''} is on the car.`,
  'DELETE vehicles/*/keys/*': ({ parts }) => `The key of ${parts[1] ?? ''} is off the car.`,
  'POST faults': () => 'The fault is ordered.',
  'DELETE faults': () => 'No fault is ordered any more.',
  'DELETE faults/*': () => 'The fault is ended.',
  'POST webhooks/verify': ({ result }) =>
    read(result, 'verified') === true ? 'The callback is verified.' : `Not verified: ${problems(result)}`,
  'POST webhooks/deliver': ({ result }) =>
    read(result, 'delivered') === true ? 'The event is delivered.' : `Not delivered: ${problems(result)}`,
  'PUT owner': () => 'From now on every link is answered without people.',
  'DELETE owner': () => 'People answer the pages again.',
  'POST play': ({ result }) => `The owner came to the end: ${String(read(read(result, 'played'), 'outcome'))}.`,
};

function problems(result: unknown): string {
  const list = read(result, 'problems');
  return Array.isArray(list) ? list.join(' ') : '';
}

/** @returns what is said of an operation that was carried out */
export function noticeOf(done: Done): Notice {
  const { operation, result } = done;
  const isBad = read(result, 'verified') === false || read(result, 'delivered') === false;
  const text = ownValue(sentences, operation)?.(done) ?? `${operation}: done.`;
  return { tone: isBad ? 'bad' : 'good', text, detail: detailOf(operation, result) };
}

const wordy = new Set(['POST reset', 'POST snapshots/*/restore']);

// The answer of the control API as it is; the state of a whole sandbox stands on the page anyway.
function detailOf(operation: string, result: unknown): Notice['detail'] {
  if (wordy.has(operation)) return undefined;
  const text = JSON.stringify(operation.includes('tokens') ? result : withoutSecrets(result), undefined, 2);
  const url = operation === 'POST play' ? String(read(read(result, 'played'), 'url') ?? '') : '';
  return html`${url.startsWith('http') ? html`<p><a href="${url}" target="_blank" rel="noopener">Go on where the owner ended</a></p>` : undefined}
    <details id="notice-answer">
      <summary>Answer of the control API</summary>
      <pre class="mono" tabindex="0">${text.slice(0, 4000)}</pre>
    </details>`;
}

// What an application is registered with is shown under "Environment", to those who ask for it.
function withoutSecrets(result: unknown): unknown {
  if (typeof result !== 'object' || result === null) return result;
  const entries = Object.entries(result).filter(([name]) => !/secret|managementToken|Key$/i.test(name));
  return Array.isArray(result) ? result : Object.fromEntries(entries);
}
