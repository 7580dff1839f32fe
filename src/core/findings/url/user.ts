import { finding } from '../finding.ts';
import type { LintCheck } from './check.ts';

/** The older name of external_id. */
export const userCheck: LintCheck = (subject) => {
  return subject.get('user') === undefined ? [] : [finding('url-user-deprecated', [])];
};
