import type { LintCheck } from './check.ts';
import { addressCheck } from './address.ts';
import { duplicatesCheck } from './duplicates.ts';
import { flagsCheck } from './flags.ts';
import { identityCheck } from './identity.ts';
import { makeCheck } from './make.ts';
import { modeCheck } from './mode.ts';
import { namesCheck } from './names.ts';
import { redirectUriCheck } from './redirect-uri.ts';
import { responseTypeCheck } from './response-type.ts';
import { revokeAccessCheck } from './revoke-access.ts';
import { scopeCheck } from './scope.ts';
import { secretsCheck } from './secrets.ts';
import { singleSelectCheck } from './single-select.ts';
import { stateCheck } from './state.ts';
import { userCheck } from './user.ts';

/** Every check of a link, in the order in which their findings are listed. */
export const lintChecks: readonly LintCheck[] = [
  addressCheck,
  secretsCheck,
  duplicatesCheck,
  namesCheck,
  responseTypeCheck,
  identityCheck,
  redirectUriCheck,
  scopeCheck,
  stateCheck,
  modeCheck,
  makeCheck,
  revokeAccessCheck,
  singleSelectCheck,
  flagsCheck,
  userCheck,
];
