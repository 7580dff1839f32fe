import { finding, type Finding, type FindingKind } from '../finding.ts';
import type { LintCheck } from './check.ts';
import type { LintSubject } from './subject.ts';
import { isPassedThrough, unreadableReason, type UnreadableReason } from './unreadable.ts';

/** Values that a template or an unset variable left behind, that a language printed, or that are encoded twice. */
export const placeholdersCheck: LintCheck = (subject) => [
  ...found(subject, 'url-unset-value', (name, reason) => reason === 'unset' && !isPassedThrough(name)),
  ...found(subject, 'url-placeholder', (name, reason) => reason === 'placeholder' && !isPassedThrough(name)),
  ...pathPlaceholder(subject),
  ...found(subject, 'url-value-wrapped', (name, reason) => reason === 'printed' && !isPassedThrough(name)),
  ...found(subject, 'url-encoded-twice', (_, reason) => reason === 'encoded-twice'),
  ...found(subject, 'url-passed-through-placeholder', (name, reason) => isPassedThrough(name) && reason !== 'printed'),
];

function found(
  { values }: LintSubject,
  kind: FindingKind,
  isOf: (name: string, reason: UnreadableReason) => boolean,
): readonly Finding[] {
  const evidence = [...values].flatMap(([name, list]) =>
    list.flatMap((value) => {
      const reason = unreadableReason(name, value);
      return reason !== undefined && isOf(name, reason) ? [`${name}=${value}`] : [];
    }),
  );
  return evidence.length === 0 ? [] : [finding(kind, evidence)];
}

function pathPlaceholder({ url }: LintSubject): readonly Finding[] {
  const path = url.pathname.replaceAll(/%7B/gi, '{').replaceAll(/%7D/gi, '}').replaceAll(/%3C/gi, '<');
  const parts = path.replaceAll(/%3E/gi, '>').split('/');
  const empty = parts.filter((part) => /[{}<>]|^(?:undefined|null)$/.test(part) || part.startsWith('YOUR_'));
  return empty.map((part) => finding('url-placeholder', [`path: ${part}`]));
}
