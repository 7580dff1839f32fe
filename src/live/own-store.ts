import type { Context } from '../io/context.ts';
import type { SandboxHandle } from '../io/sandbox-control.ts';

/** @returns the context with the store of a sandbox that ends with this process: nothing of it reaches the real one. */
export function ownStore<T extends Pick<Context, 'credentials'>>(
  ctx: T,
  sandbox: Pick<SandboxHandle, 'credentials'> | undefined,
): T {
  return sandbox?.credentials === undefined ? ctx : { ...ctx, credentials: sandbox.credentials };
}
