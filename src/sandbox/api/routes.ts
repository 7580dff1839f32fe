import type { SandboxRequest, SandboxResponse, SandboxRoute } from '../http.ts';
import type { SandboxState } from '../state.ts';
import { answerV2, refuse } from './outcome.ts';
import { answerV2Api } from './v2.ts';

/**
 * The routes of the API by first path segment, for the handler's table.
 * `/v1` is Texture's, `/v2.0` and `/v3` are Smartcar's.
 */
export function createApiRoutes(state: SandboxState): ReadonlyMap<string, SandboxRoute> {
  return new Map<string, SandboxRoute>([['v2.0', (request) => answerV2Api(state, request)]]);
}

/** @returns true if a first path segment looks like a version of the API (`v1.0`, `v9`). */
export function isVersion(segment: string): boolean {
  return /^v\d+(\.\d+)?$/.test(segment);
}

/** Answers a version that the API does not have. */
export function answerUnknownVersion(state: SandboxState, request: SandboxRequest): SandboxResponse {
  const call = { state, request, requestId: state.ids.uuid(), at: state.now() };
  return answerV2(call, refuse('RESOURCE_NOT_FOUND:VERSION', 'no such version of the API'));
}
