import { responseTypes } from '../../connect/authorize-url.ts';
import { finding } from '../finding.ts';
import type { LintCheck } from './check.ts';

/** What the redirect shall carry. */
export const responseTypeCheck: LintCheck = (subject) => {
  const value = subject.get('response_type');
  if (value === undefined) return [finding('url-response-type-missing', [])];
  const accepted: readonly string[] = subject.flow === 'reauthenticate' ? ['none', 'vehicle_id'] : responseTypes;
  return accepted.includes(value) ? [] : [finding('url-response-type-unknown', [`response_type=${value}`])];
};
