import { parseScope, unknownPermissions } from '../../permissions/scope.ts';
import { smartcarPermissions } from '../../providers/smartcar/permissions.ts';
import { teslaBoxes, type BoxId } from '../../tesla/boxes.ts';
import { finding, type Finding } from '../finding.ts';
import type { LintCheck } from './check.ts';
import { listedScope } from './names.ts';
import { isMakeFlow, type LintSubject } from './subject.ts';

/** What the link asks for. */
export const scopeCheck: LintCheck = (subject, suggest) => {
  const scope = subject.get('scope');
  const listed = [...subject.values.keys()].filter((name) => listedScope.test(name));
  if (listed.length > 0) return [finding('url-scope-separator', listed)];
  if (scope === undefined) return missingScope(subject);
  const parsed = parseScope([scope]);
  const names = Object.keys(smartcarPermissions);
  const unknown = unknownPermissions(parsed.asked, smartcarPermissions).map((name) => {
    if (isBoxId(name)) return finding('url-permission-unknown', [name, `box: ${teslaBoxes[name].label}`], ofTesla);
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

/** The names of Tesla's own API are no permissions of Smartcar's. */
const ofTesla = {
  title: "The scope holds a name of Tesla's own API; Connect wants Smartcar's permissions.",
  fix: '`connect-cli explain-scopes` lists the permissions with the box of Tesla behind each.',
} as const;

function isBoxId(name: string): name is BoxId {
  return Object.hasOwn(teslaBoxes, name);
}

function missingScope(subject: LintSubject): readonly Finding[] {
  if (subject.flow === 'authorize') return [finding('url-scope-missing', [])];
  return isMakeFlow(subject) ? [finding('url-scope-required', [])] : [];
}
