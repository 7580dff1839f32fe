import type { ErrorExplanation } from '../errors/explanation/explanation.ts';
import { codeFindings } from './code/kinds.ts';
import { connectionFindings } from './connection/kinds.ts';
import { findingDocs, findingInfos, isFailure, type FindingKind } from './finding.ts';
import type { FindingInfo } from './info.ts';
import { keyFindings } from './key/kinds.ts';
import { urlFindings } from './url/kinds.ts';
import { webhookFindings } from './webhook/kinds.ts';

/** Kinds of findings about one subject, and the command that looks at it. */
export interface FindingFamily {
  readonly subject: string;
  readonly command: string;
  readonly kinds: Readonly<Record<string, FindingInfo>>;
}

/** Every kind of finding, by what is looked at. */
export const findingFamilies: readonly FindingFamily[] = [
  { subject: 'a live connection', command: 'connect-cli diagnose', kinds: connectionFindings },
  { subject: 'a Connect link', command: 'connect-cli url lint', kinds: urlFindings },
  { subject: 'a hosted public key', command: 'connect-cli virtual-key check', kinds: keyFindings },
  { subject: 'a code base and its scope', command: 'connect-cli scopes --from-code', kinds: codeFindings },
  { subject: 'a webhook delivery', command: 'connect-cli webhook', kinds: webhookFindings },
];

/** @returns every kind of finding by name, for suggestions and lists. */
export function findingKinds(): readonly FindingKind[] {
  // The keys are kinds; Object.keys forgets it.
  return Object.keys(findingInfos) as FindingKind[];
}

/**
 * Explains a kind of finding, such as `box-missing`, in any case.
 * @returns `undefined` if the text is no kind of finding
 */
export function explainFinding(text: string): ErrorExplanation | undefined {
  // No name is as long; a log of megabytes need not be changed to lower case to find that out.
  if (text.length > 200) return undefined;
  const word = text.trim().toLowerCase();
  const kind = findingKinds().find((name) => name === word);
  return kind === undefined ? undefined : explainKind(kind);
}

function explainKind(kind: FindingKind): ErrorExplanation {
  const info = findingInfos[kind];
  const family = findingFamilies.find(({ kinds }) => Object.hasOwn(kinds, kind));
  return {
    input: kind,
    known: true,
    family: 'finding',
    issuer: 'connect-cli',
    issuerCertain: true,
    code: kind,
    status: null,
    cause: info.why === undefined ? info.title : `${info.title} ${info.why}`,
    who: info.who ?? 'developer',
    owner: null,
    fix: info.fix,
    docs: findingDocs(kind),
    note: [
      ...(family === undefined ? [] : [`Found by \`${family.command}\`.`]),
      `Severity ${info.severity}: ${isFailure(info) ? 'the command ends with exit code 5.' : 'the exit code stays 0.'}`,
    ].join(' '),
    permissions: [],
    nearest: [],
    details: {},
    source: null,
    next: [],
  };
}
