import { finding } from '../finding.ts';
import type { LintCheck } from './check.ts';

/** What ties the redirect to the person who began. */
export const stateCheck: LintCheck = (subject) => {
  if (subject.raw.get('state')?.includes('+')) return [finding('url-state-plus', [])];
  const redirects = subject.flow === 'authorize' && subject.get('response_type') !== 'none';
  return redirects && subject.get('state') === undefined ? [finding('url-state-missing', [])] : [];
};
