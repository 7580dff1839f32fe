import type { SandboxRequest, SandboxResponse } from '../http/message.ts';
import { script, stylesheet } from './style.ts';
import { ownValue } from '../../core/text/keys.ts';

const files: Readonly<Record<string, { readonly type: string; readonly body: string }>> = {
  '/_assets/pages.css': { type: 'text/css; charset=utf-8', body: stylesheet },
  '/_assets/pages.js': { type: 'text/javascript; charset=utf-8', body: script },
};

/** Style sheet and script of the pages, from the sandbox's own origin. */
export function handleAsset(request: SandboxRequest): SandboxResponse {
  const file = ownValue(files, request.path);
  if (file === undefined) return { status: 404, headers: { 'content-type': 'text/plain' }, body: 'Not found\n' };
  return {
    status: 200,
    headers: { 'content-type': file.type, 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' },
    body: file.body,
    decision: 'asset',
  };
}

/** Browsers ask for it on their own; it must not disturb anything. */
export function handleFavicon(): SandboxResponse {
  return { status: 204, headers: {}, body: '', decision: 'favicon' };
}
