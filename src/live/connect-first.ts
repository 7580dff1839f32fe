import type { NextStep } from '../core/document.ts';
import type { Settings } from '../settings/settings.ts';

/** A sandbox of this process ends with the command: what is connected there is gone before the next one starts. */
export function endsWithCommand({ sandbox }: Pick<Settings, 'sandbox'>): boolean {
  return sandbox?.credentials !== undefined;
}

/** @returns the way on from a list in which nobody stands; the command is the one that listed */
export function connectFirst(
  settings: Pick<Settings, 'sandbox'>,
  command: 'vehicles' | 'permissions' | 'user',
  why: string,
): NextStep {
  return endsWithCommand(settings)
    ? {
        command: `connect-cli ${command} --sandbox --scenario all-granted`,
        why: 'A sandbox of its own ends with each command: start from a scenario whose owner is connected.',
      }
    : { command: 'connect-cli authorize', why };
}
