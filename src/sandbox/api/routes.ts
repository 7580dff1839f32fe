import type { SandboxRequest, SandboxResponse, SandboxRoute } from '../http/message.ts';
import type { SandboxState } from '../state/state.ts';
import { refuseUnknownPath } from './call/call.ts';
import { answerV2, refuse } from './call/outcome.ts';
import { answerTexture, openTextureLink } from './texture/routes.ts';
import { answerV2Api } from './v2/routes.ts';
import { answerV3Api } from './v3/routes.ts';

/** The routes of the APIs by first path segment: `/v2.0` and `/v3` are Smartcar's, the others Texture's. */
export function createApiRoutes(state: SandboxState): ReadonlyMap<string, SandboxRoute> {
  const texture: SandboxRoute = (request) => answerTexture(state, request);
  return new Map<string, SandboxRoute>([
    ['v2.0', (request) => answerV2Api(state, request)],
    ['v3', (request) => answerV3Api(state, request)],
    ['v1', texture],
    ['commands', texture],
    ['devices', texture],
    ['texture', (request) => openTextureLink(state, request)],
  ]);
}

/** @returns true if a path begins like a version of the API that the sandbox does not have (`/v1.0`, `/v9`). */
export function isVersionPath(path: string): boolean {
  return /^\/v\d+(\.\d+)?(\/|$)/.test(path);
}

/** Answers a version that the API does not have. */
export function answerUnknownVersion(state: SandboxState, request: SandboxRequest): SandboxResponse {
  const call = { state, request, requestId: state.ids.uuid(), at: state.now() };
  return answerV2(call, refuse('RESOURCE_NOT_FOUND:VERSION', 'no such version of the API'));
}

/** Answers an address that is nobody's. */
export function answerUnknownPath(state: SandboxState, request: SandboxRequest): SandboxResponse {
  const call = { state, request, requestId: state.ids.uuid(), at: state.now() };
  return answerV2(call, refuseUnknownPath(call));
}
