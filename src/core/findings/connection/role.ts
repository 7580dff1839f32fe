import { finding } from '../finding.ts';
import { isDriverAnswer, valueOf } from './facts.ts';
import type { ConnectionCheck } from './check.ts';

/** Owner or driver: only the owner's account can add the virtual key. */
export const roleCheck: ConnectionCheck = (facts) => {
  if (valueOf(facts.access)?.role === 'driver') return [finding('driver-account', ['role at Tesla: driver'])];
  return isDriverAnswer(facts)
    ? [finding('driver-account', ['Smartcar reports the key status only for owner accounts, and reported none'])]
    : [];
};
