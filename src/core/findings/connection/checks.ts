import type { ConnectionCheck } from './check.ts';
import { consentCheck } from './consent.ts';
import { failuresCheck } from './failures.ts';
import { grantCheck } from './grant.ts';
import { keyCheck } from './virtual-key.ts';
import { migrationCheck } from './migration.ts';
import { roleCheck } from './role.ts';

/** Every check of a connection, in the order in which people should read the findings. */
export const connectionChecks: readonly ConnectionCheck[] = [
  failuresCheck,
  migrationCheck,
  grantCheck,
  consentCheck,
  keyCheck,
  roleCheck,
];
