import { finding } from '../finding.ts';
import type { LintCheck } from './check.ts';
import { isMakeFlow } from './subject.ts';

/** What makes a link a revoke link. */
export const revokeAccessCheck: LintCheck = (subject) => {
  const value = subject.get('revoke_access');
  if (value !== undefined && subject.flow === 'authorize') return [finding('url-revoke-access-misplaced', [])];
  if (value !== undefined)
    return value === 'true' ? [] : [finding('url-revoke-access-value', [`revoke_access=${value}`])];
  const needsIt = isMakeFlow(subject) && subject.get('response_type') === 'none';
  return needsIt ? [finding('url-revoke-access-missing', [])] : [];
};
