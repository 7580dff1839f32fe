import type { NextStep } from '../core/document.ts';
import type { ConnectionFlags } from '../flags/connection.ts';

/** @returns the step with `--sandbox=URL` where the command at hand was told so. */
export function inSandbox(next: NextStep, { sandbox }: ConnectionFlags): NextStep {
  if (typeof sandbox !== 'string' || next.command === undefined || !placed.test(next.command)) return next;
  return { ...next, command: `${next.command} --sandbox=${sandbox}` };
}

/** Commands that go to Smartcar, or to the sandbox in its place. */
const placed =
  /^connect-cli (?:authorize|revoke|diagnose|vehicles|permissions|user|disconnect|migrate|migration-status|token refresh)\b/;
