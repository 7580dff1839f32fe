import { type SandboxResponse, type SandboxRoute, json, type SandboxHandler } from './http/message.ts';
import { recordRequest } from './state/log.ts';
import type { SandboxState } from './state/state.ts';

/**
 * @param routes route by first path segment (`oauth`, `v2.0`, `v3` …)
 * @returns the handler that finds the route, answers and writes the request log.
 */
export function createHandler(state: SandboxState, routes: ReadonlyMap<string, SandboxRoute>): SandboxHandler {
  return (request) => {
    const route = routes.get(firstSegment(request.path)) ?? routes.get('*') ?? notFound;
    const response = request.isTooLong === true ? tooLong(state.ids.uuid()) : route(request);
    recordRequest(state, request, response);
    return response;
  };
}

function firstSegment(path: string): string {
  const end = path.indexOf('/', 1);
  return end < 0 ? path.slice(1) : path.slice(1, end);
}

/** No error of Smartcar is published for it; the id of the request is on every answer of its APIs. */
function tooLong(requestId: string): SandboxResponse {
  return {
    status: 413,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'sc-request-id': requestId },
    body: 'The body is larger than 1 MiB.\n',
    decision: '413: the body is larger than 1 MiB, more than the sandbox takes',
  };
}

function notFound(): SandboxResponse {
  return json(404, { error: 'not_found', error_description: 'The sandbox has no such address.' });
}
