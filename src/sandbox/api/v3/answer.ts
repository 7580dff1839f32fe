import type { SandboxResponse } from '../../http/message.ts';
import type { ApiErrorInfo } from '../../state/api-errors.ts';
import { answerHeaders, ruleName, type ApiCall, type Outcome, type Refusal } from '../call/outcome.ts';

/**
 * Body of a v3 error. Published are the list, `status`, `type`, `code`, `title`, `detail` and `links.about`
 * (smartcar.com/docs/api-reference/remove-user, 2026); `resolution` and `meta` are known from field reports.
 */
function v3ErrorBody(refusal: Refusal, requestId: string): unknown {
  const { error, detail, url } = refusal;
  return {
    errors: [
      {
        status: String(error.status),
        type: error.type,
        code: error.code,
        title: errorTitle(error),
        detail: detail?.map(({ message }) => message).join('; ') ?? error.description,
        resolution: { type: error.resolution, url },
        suggestedUserMessage: error.suggestedUserMessage,
        links: { about: errorPageV3(error.type) },
        meta: { requestId },
      },
    ],
  };
}

/** @returns the code of an error in words, its type where there is none: `BAD_REQUEST` is "Bad Request". */
export function errorTitle({ type, code }: Pick<ApiErrorInfo, 'type' | 'code'>): string {
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
