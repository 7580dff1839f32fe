import { enumerate } from '../text/enumerate.ts';

/** What people are told about a request that was turned away. Nothing of the request itself is repeated. */
interface TurnedAwayText {
  /** Heading of the page in the browser. */
  readonly title: string;
  /** What is wrong, and what to do. */
  readonly text: string;
  /** Behind a count: `2 with another state`. */
  readonly counted: string;
  /** The terminal says it at once: someone tries to bring the answer of Connect. */
  readonly isToldAtOnce: boolean;
}

const withoutResult =
  'Field reports: with response_type=code, an application of API v3 is sent back without a code, or without anything. Try a link without it: --response-type omit.';

/** Why a request is turned away, and what is said about it. */
export const turnedAwayTexts = {
  'no-outcome': {
    title: 'Connect came back with nothing',
    text: `The redirect carried the right state, but no code, no user id and no error, so nothing shows that a car is connected. ${withoutResult} connect-cli is still waiting.`,
    counted: 'without a code, a user id or an error',
    isToldAtOnce: true,
  },
  'no-parameters': {
    title: 'The address has no parameters',
    text: `The redirect URI was opened without any parameters. ${withoutResult} connect-cli is still waiting.`,
    counted: 'without any parameter',
    isToldAtOnce: true,
  },
  'no-state': {
    title: 'This answer carries no state',
    text: 'Without its state there is no telling whether it belongs to this attempt. Most likely a shell or a chat cut the link at its first "&": put it in quotes, or open the short link. connect-cli is still waiting.',
    counted: 'without a state',
    isToldAtOnce: true,
  },
  'html-escaped': {
    title: 'The & in this address are written &amp;',
    text: 'In HTML &amp; stands for &; in an address it does not, so the state or the result is in a parameter of another name. Whatever handed the address on escaped it: write & for each &amp; and open it again, or paste it into the terminal as it is. connect-cli is still waiting.',
    counted: 'with &amp; in place of &',
    isToldAtOnce: true,
  },
  'from-tesla': {
    title: "This is an answer of Tesla's, not of Connect",
    text: "Its issuer, or the region at the front of its code, is Tesla's: it answers the sign-in of an application of your own at Tesla, and the code is for Tesla's token endpoint. Nothing shows that a car is connected through Smartcar. Open the link that connect-cli printed. connect-cli is still waiting.",
    counted: 'from Tesla instead of Connect',
    isToldAtOnce: true,
  },
  'other-state': {
    title: 'This answer belongs to another attempt',
    text: 'Its state is not the one that connect-cli sent out. Close old tabs and use the newest link from the terminal; connect-cli is still waiting.',
    counted: 'with another state',
    isToldAtOnce: true,
  },
  'duplicate-parameter': {
    title: 'Ambiguous',
    text: 'The address holds a parameter twice. connect-cli took nothing from it and is still waiting.',
    counted: 'with a parameter twice',
    isToldAtOnce: true,
  },
  'no-key': {
    title: 'Texture came back without a key',
    text: 'The redirect carried neither a scoped key nor an error, so nothing shows that a car is connected. connect-cli is still waiting.',
    counted: 'without a key or an error',
    isToldAtOnce: true,
  },
  slash: {
    title: 'A slash too many or too few',
    text: 'The address differs from the redirect URI by a slash at the end of its path, and Connect compares it exactly: make the link, the Dashboard and --redirect-uri agree. connect-cli is still waiting.',
    counted: 'with a slash too many or too few at the end of the path',
    isToldAtOnce: true,
  },
  'other-path': {
    title: 'This answer came to another path',
    text: 'It looks like a response from Connect, but its path is not that of the redirect URI. Register the redirect URI that connect-cli waits for, and use the link from the terminal; connect-cli is still waiting.',
    counted: 'to another path than the redirect URI',
    isToldAtOnce: true,
  },
  host: {
    title: 'This request came under another host name',
    text: 'connect-cli answers only under localhost, 127.0.0.1 and [::1]; a forwarded port, a tunnel or a proxy has a name of its own. If this was the redirect from Connect, paste its address into the terminal, from the question mark on. connect-cli is still waiting.',
    counted: 'under another host name',
    isToldAtOnce: true,
  },
  method: {
    title: 'Not like this',
    text: "Connect's response arrives as a plain GET. connect-cli is still waiting for it.",
    counted: 'by another method than GET',
    isToldAtOnce: false,
  },
  path: {
    title: 'Nothing here',
    text: "connect-cli expects Connect's response at the registered redirect URI, and is still waiting.",
    counted: 'to other paths',
    isToldAtOnce: false,
  },
  'spent-link': {
    title: 'This link works once',
    text: 'The short link was opened a second time, and it leads to Connect only once. If the first time was not you, start again; otherwise use the long address from the terminal.',
    counted: 'to the short link after its first use',
    isToldAtOnce: true,
  },
  prefetch: {
    title: 'Not ahead of time',
    text: 'This address is not loaded ahead of time.',
    counted: 'ahead of time',
    isToldAtOnce: false,
  },
  'not-a-page': {
    title: 'Not from inside another page',
    text: 'This address only opens in a tab of its own.',
    counted: 'from inside another page',
    isToldAtOnce: false,
  },
  oversized: {
    title: 'Too long',
    text: 'The address is longer than any response from Connect. connect-cli is still waiting.',
    counted: 'too long for a response from Connect',
    isToldAtOnce: false,
  },
  repeated: {
    title: 'Already received',
    text: 'connect-cli has taken the first answer and ignores later ones. The terminal shows the outcome.',
    counted: 'after the first answer',
    isToldAtOnce: false,
  },
  malformed: {
    title: 'Not understood',
    text: 'The request is not valid HTTP.',
    counted: 'that are not valid HTTP',
    isToldAtOnce: false,
  },
  unfinished: {
    title: 'Too slow',
    text: 'The request did not arrive in time.',
    counted: 'that never ended',
    isToldAtOnce: false,
  },
} as const satisfies Readonly<Record<string, TurnedAwayText>>;

/** Why a request was turned away. */
export type TurnedAway = keyof typeof turnedAwayTexts;

/** How often each kind was turned away. */
export type TurnedAwayCounts = ReadonlyMap<TurnedAway, number>;

/** @returns `3 requests were turned away: 2 with another state and 1 without a state.`, or nothing */
export function countTurnedAway(counts: TurnedAwayCounts): string | undefined {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (total === 0) return undefined;
  const kinds = [...counts].map(([reason, count]) => `${count} ${turnedAwayTexts[reason].counted}`);
  return `${total} ${total === 1 ? 'request was' : 'requests were'} turned away: ${enumerate(kinds)}.`;
}

/** What a wait that ended with nothing most likely means. */
export interface TimeoutCause {
  /** First sentence of the error. */
  readonly sentence: string;
  /** What to do first. */
  readonly hint: string;
}

/** Kinds of which one is the likeliest cause, the likeliest first. */
const causes = [
  ['no-outcome', 'Connect came back, but without a code, a user id or an error.'],
  ['no-parameters', 'The redirect URI was opened, but without any parameter.'],
  ['no-key', 'Texture came back, but without a key or an error.'],
  ['from-tesla', "An answer came, but it is Tesla's and not one of Connect."],
  ['html-escaped', 'An answer came with &amp; in place of & in its address.'],
  ['slash', 'An answer came to an address that differs from the redirect URI by a slash.'],
  ['no-state', 'An answer came without a state.'],
  ['other-state', 'An answer came with the state of another attempt.'],
  ['other-path', 'An answer came to another path than that of the redirect URI.'],
  ['duplicate-parameter', 'An answer came that holds a parameter twice.'],
  ['host', 'A request came under another host name than localhost.'],
] as const satisfies readonly (readonly [TurnedAway, string])[];

/** @returns the likeliest cause among what was turned away, before the registration is blamed */
export function likeliestCause(counts: TurnedAwayCounts): TimeoutCause | undefined {
  const cause = causes.find(([reason]) => counts.has(reason));
  if (cause === undefined) return undefined;
  const [reason, sentence] = cause;
  return { sentence, hint: turnedAwayTexts[reason].text.replace(/ ?connect-cli is still waiting\.$/, '') };
}
