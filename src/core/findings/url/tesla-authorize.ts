import { redirectUriProblem } from '../../connect/redirect-uri.ts';
import { teslaBoxes } from '../../tesla/boxes.ts';
import { finding, type Finding } from '../finding.ts';
import type { LintCheck, Suggest } from './check.ts';
import type { LintSubject } from './subject.ts';

/** What Tesla's authorize page wants (Fleet API, third-party tokens). */
const wanted = ['response_type', 'client_id', 'redirect_uri', 'scope', 'state'];
const openIdScopes = ['openid', 'offline_access', 'email', 'profile', 'phone'];
const scopeNames: readonly string[] = [...Object.keys(teslaBoxes), ...openIdScopes];

/** Tesla's own consent link. */
export const teslaAuthorizeCheck: LintCheck = (subject, suggest) => {
  if (subject.kind !== 'tesla-authorize' || subject.isCut) return [];
  const missing = wanted.filter((name) => subject.get(name) === undefined);
  return [
    ...(missing.length === 0 ? [] : [finding('url-tesla-parameter-missing', missing)]),
    ...redirectFindings(subject),
    ...scopeFindings(subject, suggest),
    ...reuseFinding(subject),
  ];
};

function redirectFindings(subject: LintSubject): readonly Finding[] {
  const value = subject.get('redirect_uri');
  if (value === undefined || subject.isUnreadable('redirect_uri') || redirectUriProblem(value) === undefined) return [];
  return [finding('url-redirect-uri-invalid', [`redirect_uri=${value}`], { fix: redirectFix(value) })];
}

function redirectFix(value: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(value)
    ? 'Write it exactly as it is registered with Tesla.'
    : 'It has no scheme: begin it with https://, exactly as it is registered with Tesla.';
}

function scopeFindings(subject: LintSubject, suggest: Suggest): readonly Finding[] {
  const scope = subject.get('scope');
  if (scope === undefined || subject.isUnreadable('scope')) return [];
  const asked = scope.split(/[\s,]+/).filter((word) => word !== '');
  const unknown = asked.filter((name) => !scopeNames.includes(name));
  const isHalf = asked.includes('vehicle_device_data') && !asked.includes('vehicle_location');
  return [
    ...unknown.map((name) => {
      const near = suggest(name, scopeNames);
      return finding('url-tesla-scope-unknown', [name, ...(near === undefined ? [] : [`nearest: ${near}`])]);
    }),
    ...(asked.includes('offline_access') && asked.includes('openid')
      ? []
      : [finding('url-tesla-no-refresh-token', [])]),
    ...(isHalf ? [finding('url-tesla-location', [])] : []),
  ];
}

function reuseFinding(subject: LintSubject): readonly Finding[] {
  return subject.get('prompt_missing_scopes') === 'true' ? [] : [finding('url-tesla-consent-reused', [])];
}
