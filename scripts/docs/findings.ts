import type { Actor, Severity } from '../../src/core/document.ts';
import { findingFamilies } from '../../src/core/findings/explain.ts';
import type { FindingInfo } from '../../src/core/findings/info.ts';
import { code, page } from './markdown.ts';

const actors: Readonly<Record<Actor, string>> = {
  owner: 'the vehicle owner',
  developer: 'the developer of the app',
  smartcar: 'Smartcar',
  tesla: 'Tesla',
  texture: 'Texture',
};

const exits: Readonly<Record<Severity, string>> = {
  info: 'The exit code stays 0.',
  warning: 'The exit code stays 0.',
  error: 'The command ends with exit code 5.',
  critical: 'The command ends with exit code 5. Act at once.',
};

/** `docs/findings.md`: every kind under a heading of its own. */
export function findingsPage(): string {
  return page(
    'Findings',
    `A finding is something that a check found out. It has a stable kind, a severity, the evidence, and what to do. From severity error up a command ends with exit code 5. ${code('connect-cli explain-error <kind>')} prints the same.`,
    ...findingFamilies.flatMap(({ subject, command, kinds }) => [
      `## ${subject.charAt(0).toUpperCase()}${subject.slice(1)}: ${code(command)}`,
      ...Object.entries(kinds).map(([kind, info]) => findingEntry(kind, info)),
    ]),
  );
}

function findingEntry(kind: string, { severity, title, why, who = 'developer', fix }: FindingInfo): string {
  return [
    `### ${kind}`,
    why === undefined ? title : `${title} ${why}`,
    `**What to do.** ${fix}`,
    `Severity: ${severity}. ${exits[severity]} To act: ${actors[who]}.`,
  ].join('\n\n');
}
