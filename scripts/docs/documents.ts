import { kinds, type KindInfo } from '../../src/report/documents/kinds.ts';
import { code, page, table } from './markdown.ts';

/** `docs/documents.md` */
export function documentsPage(): string {
  return page(
    'Documents',
    `With ${code('--json')}, a command prints one document on stdout: ${code('schemaVersion')} (1), ${code('kind')}, ${code('warnings')}, ${code('next')}, and what it found. Fields are added, never renamed. The JSON Schemas are in ${code('dist/schemas.json')} of the package, keyed by kind, with ${code('shared')} for what several refer to; ${code('connect-cli schema KIND')} prints a self-contained one: ${code("import schemas from 'connect-cli/schemas.json' with { type: 'json' }")}.`,
    table(
      ['Kind', 'Printed by', 'What it contains'],
      Object.entries(kinds).map(([kind, info]) => [
        code(kind),
        info.commands.map((command) => code(`connect-cli ${command}`)).join(', '),
        summaryOf(info),
      ]),
    ),
  );
}

function summaryOf({ summary, isStreamed }: KindInfo): string {
  return isStreamed === true ? `${summary} One document per line.` : summary;
}
