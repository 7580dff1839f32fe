import { valueOf } from '../connection-facts.ts';
import { connectionFinding } from '../connection-findings.ts';
import type { ConnectionCheck } from './connection-check.ts';
import { isDriverAnswer } from './connection-key.ts';

/** Owner or driver: only the owner's account can add the virtual key. */
export const roleCheck: ConnectionCheck = (facts) => {
  if (valueOf(facts.access)?.role === 'driver') return [connectionFinding('driver-account', ['role at Tesla: driver'])];
  return isDriverAnswer(facts)
    ? [connectionFinding('driver-account', ['Smartcar tells the key status to owner accounts alone, and told none'])]
    : [];
};
