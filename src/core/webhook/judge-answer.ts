import { asObject, parseJson, textField } from '../text/json.ts';
import { rawHeader } from './raw-header.ts';

/** What a receiver answered. */
export interface Answered {
  readonly status: number;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  readonly body: string;
}

/**
 * @param expectedChallenge hash that a VERIFY must be answered with; undefined for other events
 * @returns sentences on what Smartcar would not accept; none if all is well
 */
export function judgeAnswer(answered: Answered, expectedChallenge: string | undefined): readonly string[] {
  return expectedChallenge === undefined ? judgeStatus(answered) : judgeVerify(answered, expectedChallenge);
}

/** Smartcar takes any 2xx for an answer. */
export function isDelivered(status: number): boolean {
  return status >= 200 && status < 300;
}

function judgeStatus({ status }: Answered): readonly string[] {
  if (isDelivered(status)) return [];
  const redirect = status >= 300 && status < 400 ? ' A redirect is not followed.' : '';
  return [`The status is ${status}; only 2xx counts as delivered.${redirect}`];
}

function judgeVerify({ status, headers, body }: Answered, expected: string): readonly string[] {
  const challenge = textField(asObject(parseJson(body)), 'challenge');
  const isJson = /^application\/json\b/i.test(rawHeader(headers, 'content-type') ?? '');
  return [
    ...(status === 200 ? [] : [`VERIFY must be answered with 200, not ${status}.`]),
    ...(isJson ? [] : ['The content-type of the answer to VERIFY must be application/json.']),
    ...(challenge === undefined ? ['The answer to VERIFY must be a JSON object with a text "challenge".'] : []),
    ...(challenge === undefined || challenge === expected
      ? []
      : ['"challenge" is not the HMAC-SHA256 of the challenge in lower-case hex, keyed with this management token.']),
  ];
}
