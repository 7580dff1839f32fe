import type { Actor, Severity } from '../../src/core/document.ts';
import { codeFindings } from '../../src/core/findings/code/kinds.ts';
import { connectionFindings } from '../../src/core/findings/connection/kinds.ts';
import { keyFindings } from '../../src/core/findings/key/kinds.ts';
import { urlFindings } from '../../src/core/findings/url/kinds.ts';
import { code, page, table } from './markdown.ts';

interface FindingInfo {
  readonly severity: Severity;
  readonly title: string;
  readonly fix: string;
  readonly who?: Actor;
}

interface FindingFamily {
  readonly command: string;
  readonly about: string;
  readonly kinds: Readonly<Record<string, FindingInfo>>;
}

const families: readonly FindingFamily[] = [
  { command: 'connect-cli diagnose', about: 'A live connection', kinds: connectionFindings },
  { command: 'connect-cli url lint', about: 'A Connect link', kinds: urlFindings },
  { command: 'connect-cli virtual-key check', about: 'A hosted public key', kinds: keyFindings },
  { command: 'connect-cli scopes --from-code', about: 'A code base and its scope', kinds: codeFindings },
];

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

/** `docs/findings/<kind>.md`, one page per kind, and their index. */
export function findingPages(): readonly (readonly [path: string, content: string])[] {
  const pages = families.flatMap((family) =>
    Object.entries(family.kinds).map(
      ([kind, info]) => [`docs/findings/${kind}.md`, findingPage(kind, info, family)] as const,
    ),
  );
  return [['docs/findings/README.md', findingIndex()], ...pages];
}

function findingPage(kind: string, info: FindingInfo, family: FindingFamily): string {
  return page(
    kind,
    `${info.title}`,
    `**What to do.** ${info.fix}`,
    `Severity: ${info.severity}. ${exits[info.severity]} To act: ${actors[info.who ?? 'developer']}. Found by ${code(family.command)}.`,
    '[All findings](README.md)',
  );
}

function findingIndex(): string {
  return page(
    'Findings',
    'A finding is something that a check found out. It has a stable kind, a severity, the evidence, and what to do. From severity error up a command ends with exit code 5.',
    ...families.flatMap(({ command, about, kinds }) => [
      `## ${about}: ${code(command)}`,
      table(
        ['Kind', 'Severity', 'What it says'],
        Object.entries(kinds).map(([kind, { severity, title }]) => [`[${kind}](${kind}.md)`, severity, title]),
      ),
    ]),
  );
}
