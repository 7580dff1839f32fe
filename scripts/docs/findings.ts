import type { Actor } from '../../src/core/document.ts';
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

/** `docs/findings.md`: every kind under a heading of its own. */
export function findingsPage(): string {
  return page(
    'Findings',
    `A finding is something that a check found out. It has a stable kind, a severity, the evidence, and what to do. The last line of each says how severe it is and who has to act: from ${code('error')} up a command ends with exit code 5, ${code('info')} and ${code('warning')} leave it 0, and ${code('critical')} means to act at once. ${code('connect-cli explain-error <kind>')} prints the same.`,
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
    `**Fix.** ${fix}`,
    `${severity}: ${actors[who]}`,
  ].join('\n\n');
}
