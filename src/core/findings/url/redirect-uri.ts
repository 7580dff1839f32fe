import { redirectUriProblem } from '../../connect/redirect-uri.ts';
import { finding } from '../finding.ts';
import type { LintCheck } from './check.ts';

/** Where Connect shall lead back to. */
export const redirectUriCheck: LintCheck = (subject) => {
  const value = subject.get('redirect_uri');
  if (value === undefined) {
    if (subject.flow === 'authorize') return [finding('url-redirect-uri-missing', [])];
    const isRequired = subject.get('vehicle_id') !== undefined && subject.get('response_type') === 'vehicle_id';
    return isRequired ? [finding('url-redirect-uri-required', [])] : [];
  }
  if (redirectUriProblem(value) !== undefined || isNoAddress(value))
    return [finding('url-redirect-uri-invalid', [`redirect_uri=${value}`])];
  const target = new URL(value);
  const isPlain = target.protocol === 'http:' && target.hostname !== 'localhost';
  return isPlain ? [finding('url-redirect-uri-http', [`redirect_uri=${value}`])] : [];
};

/** `https://https://…`, and a pattern: registered addresses are compared character for character. */
function isNoAddress(value: string): boolean {
  return /^[a-z]+:\/\/https?(?::|\/)/i.test(value) || /^[^?]*\*/.test(value);
}
