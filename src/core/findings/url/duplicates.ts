import { finding } from '../finding.ts';
import type { LintCheck } from './check.ts';

/** Parameters that stand more than once. */
export const duplicatesCheck: LintCheck = ({ values }) => {
  return [...values]
    .filter(([, list]) => list.length > 1)
    .map(([name, list]) => finding('url-duplicate-parameter', [`${name} occurs ${list.length} times`]));
};
