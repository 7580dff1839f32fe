import type { CodeCheck } from './check.ts';
import { missingScopeCheck } from './missing-scope.ts';
import { overAskedCheck } from './over-asked.ts';
import { underAskedCheck } from './under-asked.ts';
import { undecidedMethodCheck } from './undecided-method.ts';
import { undecidedPathCheck } from './undecided-path.ts';
import { unknownNamesCheck } from './unknown-names.ts';
import { unpublishedPermissionCheck } from './unpublished-permission.ts';

/** Every check of a code base, in the order in which their findings are listed. */
export const codeChecks: readonly CodeCheck[] = [
  underAskedCheck,
  unknownNamesCheck,
  undecidedMethodCheck,
  undecidedPathCheck,
  overAskedCheck,
  unpublishedPermissionCheck,
  missingScopeCheck,
];
