import type { SandboxResponse } from '../../http/message.ts';
import type { ApiErrorInfo } from '../../state/api-errors.ts';
import { answerHeaders, ruleName, type ApiCall, type Outcome, type Refusal } from '../call/outcome.ts';

/**
 * Body of a v3 error, with one error for each fault of a request. Published are the list, `status`, `type`, `code`,
 * `title`, `detail`, `links`, `resolution` and `suggestedUserMessage` (smartcar.com/docs/api-reference/remove-user and
 * smartcar.com/docs/errors/api-errors/v3/…, 2026; `about` as the former prints it, the latter leave `/v3` out and add
 * the code); `meta` is known from field reports.
 */
function v3ErrorBody(refusal: Refusal, requestId: string): unknown {
  const { error, detail, url } = refusal;
  const details = detail?.map(({ message }) => message) ?? [error.description];
  return {
    errors: details.map((text) => ({
      status: String(error.status),
      type: error.type,
      code: error.code,
      title: errorTitle(error),
      detail: text,
      resolution: { type: error.resolution, url },
      suggestedUserMessage: error.suggestedUserMessage,
      links: { about: errorPageV3(error.type) },
      meta: { requestId },
    })),
  };
}

/** Published titles that are not their code in words: smartcar.com/docs/errors/api-errors/v3/… (2026). */
const titles: ReadonlyMap<string, string> = new Map([
  ['VALIDATION', 'Bad Request'],
  ['UPSTREAM', 'Bad Gateway'],
  ['BILLING:VEHICLE_LIMIT', 'Vehicle Limit Reached'],
]);

/** @returns the published title of an error, else its code in words, or its type: "Vehicle Not Capable". */
export function errorTitle({ type, code }: Pick<ApiErrorInfo, 'type' | 'code'>): string {
  const published = titles.get(`${type}:${code}`) ?? titles.get(type);
  if (published !== undefined) return published;
  return (code ?? type)
    .split('_')
    .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
    .join(' ');
}

function errorPageV3(type: string): string {
  return `https://smartcar.com/docs/errors/api-errors/v3/${type.toLowerCase().replaceAll('_', '-')}-errors`;
}

/** @returns the outcome as an answer of the v3 API. */
export function answerV3(call: ApiCall, outcome: Outcome): SandboxResponse {
  const status = outcome.ok ? (outcome.status ?? 200) : outcome.error.status;
  return {
    status,
    headers: answerHeaders(call.requestId, outcome),
    body: status === 204 ? '' : JSON.stringify(outcome.ok ? outcome.body : v3ErrorBody(outcome, call.requestId)),
    decision: outcome.decision,
    rule: ruleName(outcome),
  };
}

/** @returns a moment as the bodies of v3 write it. Webhooks count milliseconds instead. */
export function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
