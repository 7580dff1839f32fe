import type { ErrorCode } from './codes.ts';

/** What an answer said about itself. */
export interface AnsweredWith {
  /** HTTP status. */
  readonly status: number;
  /** `type` of Smartcar's errors, or the `error` of OAuth. */
  readonly type?: string | undefined;
}

/** One kind of answer that is not the one asked for. */
interface AnswerFault {
  readonly fits: (answer: AnsweredWith) => boolean;
  readonly code: ErrorCode;
}

/** Words with which the token endpoints and the API say that they do not accept who asks. */
const refusals: ReadonlySet<string> = new Set([
  'AUTHENTICATION',
  'invalid_client',
  'invalid_grant',
  'invalid_token',
  'unauthorized_client',
  'access_denied',
]);

/** From the kind of an answer to the code of its error; the first row that fits counts. */
const answerFaults: readonly AnswerFault[] = [
  // Whoever limits, redirects or breaks down has judged nobody's credentials, whatever the body says.
  { fits: ({ status }) => status < 400 || status === 429 || status >= 500, code: 'API_ERROR' },
  { fits: ({ status }) => status === 401, code: 'CREDENTIALS_REFUSED' },
  { fits: ({ type }) => type !== undefined && refusals.has(type), code: 'CREDENTIALS_REFUSED' },
  // The token endpoint says so of a used or expired code and of a refresh token that it does not know.
  { fits: ({ status, type }) => status === 400 && type === 'invalid_request', code: 'CREDENTIALS_REFUSED' },
];

/** @returns the code of the error that an answer becomes. */
export function codeOfAnswer(answer: AnsweredWith): ErrorCode {
  return answerFaults.find(({ fits }) => fits(answer))?.code ?? 'API_ERROR';
}
