import type { SandboxResponse } from '../../http/message.ts';
import { errorDocUrl } from '../../state/api-errors.ts';
import { answerHeaders, type ApiCall, type Outcome, type Refusal } from '../call/outcome.ts';

/**
 * Body of a v3 error. That errors stand in a list is from Smartcar's OpenAPI file of 2026-02; which of the fields
 * beside `status`, `code`, `title` and `detail` the real API sends is not confirmed.
 */
function v3ErrorBody(refusal: Refusal, requestId: string): unknown {
  const { error, detail, url } = refusal;
  return {
    errors: [
      {
        status: String(error.status),
        type: error.type,
        code: error.code,
        title: title(error.type),
        detail: detail?.map(({ message }) => message).join('; ') ?? error.description,
        resolution: { type: error.resolution, url },
        suggestedUserMessage: error.suggestedUserMessage,
        links: { about: errorDocUrl(error) },
        meta: { requestId },
      },
    ],
  };
}

function title(type: string): string {
  const words = type.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** @returns the outcome as an answer of the v3 API. */
export function answerV3(call: ApiCall, outcome: Outcome): SandboxResponse {
  const status = outcome.ok ? (outcome.status ?? 200) : outcome.error.status;
  return {
    status,
    headers: answerHeaders(call.requestId, outcome),
    body: status === 204 ? '' : JSON.stringify(outcome.ok ? outcome.body : v3ErrorBody(outcome, call.requestId)),
    decision: outcome.decision,
  };
}

/** One page of a list, asked for by `page[number]` and `page[size]`. */
export interface PageRequest {
  readonly number: number;
  readonly size: number;
}

/** One page of a list, found. */
export interface ListPage {
  /** Address of the list, without a query. */
  readonly base: string;
  readonly asked: URLSearchParams;
  readonly page: PageRequest;
  readonly data: readonly unknown[];
  /** Resources on all pages together. */
  readonly totalCount: number;
}

/** A list of resources in JSON:API's form. Links are whole addresses, so that they can be followed as they are (assumption). */
export function listBody({ base, asked, page, data, totalCount }: ListPage): unknown {
  const last = Math.max(1, Math.ceil(totalCount / page.size));
  const link = (number: number): string => {
    const query = new URLSearchParams(asked);
    query.set('page[number]', String(number));
    query.set('page[size]', String(page.size));
    return `${base}?${query.toString()}`;
  };
  return {
    data,
    meta: { pageNumber: page.number, pageSize: page.size, totalCount },
    links: {
      self: link(page.number),
      first: link(1),
      prev: page.number > 1 ? link(page.number - 1) : null,
      next: page.number < last ? link(page.number + 1) : null,
      last: link(last),
    },
  };
}
