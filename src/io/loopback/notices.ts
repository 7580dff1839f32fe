import type { ServerResponse } from 'node:http';
import type { Refusal } from './admit.ts';
import { renderNotice } from './page.ts';
import { sendPage } from './response.ts';

/** What the browser is told about a request that was turned away. */
const notices: Readonly<Record<Refusal, readonly [title: string, text: string]>> = {
  host: ['Wrong address', 'connect-cli answers only under localhost, 127.0.0.1 and [::1].'],
  method: ['Not like this', 'The answer of Connect arrives as a plain GET. connect-cli goes on waiting for it.'],
  path: [
    'Nothing here',
    'connect-cli waits for the answer of Connect under the registered redirect URI, and goes on waiting.',
  ],
  prefetch: ['Not ahead of time', 'This address is not loaded ahead of time.'],
  'not-a-page': ['Not from inside another page', 'This address only opens in a tab of its own.'],
  oversized: ['Too long', 'The address is longer than any answer of Connect. connect-cli goes on waiting.'],
  'duplicate-parameter': [
    'Ambiguous',
    'The address holds a parameter twice. connect-cli took nothing from it and goes on waiting.',
  ],
  state: [
    'This answer belongs to another attempt',
    'Its state is missing or is not the one that connect-cli sent out. Close old tabs and use the newest link from the terminal; connect-cli goes on waiting.',
  ],
  repeated: [
    'Already received',
    'connect-cli has taken the first answer and ignores later ones. The terminal shows the outcome.',
  ],
  malformed: ['Not understood', 'The request is no valid HTTP.'],
  unfinished: ['Too slow', 'The request did not arrive in time.'],
};

/** Answers a refused request: what is wrong, and nothing of what it said. */
export function sendNotice(response: ServerResponse, status: number, reason: Refusal): void {
  const [title, text] = notices[reason];
  sendPage({ response, status, html: renderNotice(title, text), headers: status === 405 ? { allow: 'GET' } : {} });
}
