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
    const response = route(request);
    recordRequest(state, request, response);
    return response;
  };
}

function firstSegment(path: string): string {
  const end = path.indexOf('/', 1);
  return end < 0 ? path.slice(1) : path.slice(1, end);
}

function notFound(): SandboxResponse {
  return json(404, { error: 'not_found', error_description: 'The sandbox has no such address.' });
}
