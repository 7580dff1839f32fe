import { parseScope, unknownPermissions } from '../../permissions/scope.ts';
import { smartcarPermissions } from '../../providers/smartcar/permissions.ts';
import { finding, type Finding } from '../finding.ts';
import type { LintCheck } from './check.ts';
import { isMakeFlow, type LintSubject } from './subject.ts';

/** What the link asks for. */
export const scopeCheck: LintCheck = (subject, suggest) => {
  const scope = subject.get('scope');
  if (scope === undefined) return missingScope(subject);
  const parsed = parseScope([scope]);
  const names = Object.keys(smartcarPermissions);
  const unknown = unknownPermissions(parsed.asked, smartcarPermissions).map((name) => {
    const near = suggest(name, names);
    return finding('url-permission-unknown', [name, ...(near === undefined ? [] : [`nearest: ${near}`])]);
  });
  return [
    ...(scope.includes(',') ? [finding('url-scope-separator', [`scope=${scope}`])] : []),
    ...parsed.malformed.map((word) => finding('url-permission-malformed', [word])),
    ...unknown,
    ...[...parsed.duplicates, ...parsed.mixed].map((name) => finding('url-permission-duplicate', [name])),
  ];
};

function missingScope(subject: LintSubject): readonly Finding[] {
  if (subject.flow === 'authorize') return [finding('url-scope-missing', [])];
  return isMakeFlow(subject) ? [finding('url-scope-required', [])] : [];
}
