import type { SandboxHandler, SandboxResponse } from '../../src/sandbox/http/message.ts';
import type { OwnerRequest, OwnerResponse } from './page-owner.ts';

/** Sends a played owner's request straight to the handler. */
export function sendInProcess(
  handle: SandboxHandler,
  origin: string,
  request: OwnerRequest,
): OwnerResponse & Pick<SandboxResponse, 'delayMs'> {
  const target = request.url.startsWith(origin) ? request.url.slice(origin.length) : request.url;
  const mark = target.indexOf('?');
  const response = handle({
    method: request.method,
    path: mark < 0 ? target : target.slice(0, mark),
    query: mark < 0 ? '' : target.slice(mark + 1),
    headers: request.body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' },
    body: request.body ?? '',
  });
  return {
    status: response.status,
    body: response.body,
    location: response.headers['location'],
    page: response.headers['x-sandbox-page'],
    delayMs: response.delayMs,
  };
}
