import type { TreeCopy } from './tree-copy.ts';

/** Something that can be added, named as in "To add …" of docs/architecture.md. */
export interface NewRow {
  readonly name: string;
  /** Adds it by hand, as that page tells. */
  readonly add: (tree: TreeCopy) => void;
}

/** One of each. The last words of a name are in bold on the page. */
export const newRows: readonly NewRow[] = [
  { name: 'a permission', add: addPermission },
  { name: 'an edition of a table', add: addEdition },
  { name: 'a finding', add: addFinding },
  { name: 'a check', add: addCheck },
  { name: 'a command', add: addCommand },
  { name: 'an environment variable', add: addVariable },
  { name: 'an error code', add: addErrorCode },
  { name: 'a provider', add: addProvider },
  { name: 'a scenario of the sandbox', add: addScenario },
  { name: 'a language of the guide', add: addLanguage },
];

const messages = 'src/report/guide/messages';

function addPermission(tree: TreeCopy): void {
  const table = 'src/core/providers/smartcar/permissions.ts';
  tree.insertBefore(table, '  read_vin: read(', "  read_roof: read('Whether the roof is open'),\n");
  tree.insertBefore(
    'src/core/providers/smartcar/editions.ts',
    '  control_pin: commands,',
    '  read_roof: information,\n',
  );
  tree.insertBefore(`${messages}/en.ts`, '      read_vin:', "      read_roof: 'whether the roof is open',\n");
  tree.insertBefore(`${messages}/de.ts`, '      read_vin:', "      read_roof: 'ob das Dach offen ist',\n");
}

function addEdition(tree: TreeCopy): void {
  const edition = `
  {
    id: '2026-09',
    asks: ['user_data', 'vehicle_device_data', 'vehicle_location', 'vehicle_cmds', 'vehicle_charging_cmds'],
    labels: {},
    rows: { ...rows2026, read_speedometer: location },
    source: { url: page, asOf: '2026-09' },
    since: '2026-09-01',
    changes: ['read_speedometer moved to Vehicle Location.'],
  },`;
  tree.insertBefore('src/core/providers/smartcar/editions.ts', '\n];\n', edition);
}

function addFinding(tree: TreeCopy): void {
  const row = `  'url-trailing-slash': {
    severity: 'info',
    title: 'The path ends in a slash.',
    fix: 'Leave the slash out, as the documents do.',
  },\n`;
  tree.insertBefore('src/core/findings/url/kinds.ts', "  'url-pkce': {", row);
  const raised = "  if (url.pathname.endsWith('/')) findings.push(finding('url-trailing-slash', [url.pathname]));\n";
  tree.insertBefore('src/core/findings/url/address.ts', '  return findings;', raised);
  const example = "  ['a slash at the end', authorize.replace('/authorize', '/authorize/'), 'url-trailing-slash'],\n";
  tree.insertBefore('test/core/findings/url/lint.test.ts', "  ['PKCE',", example);
}

function addCheck(tree: TreeCopy): void {
  const row = `  'key-empty': {
    severity: 'error',
    title: 'The file is empty.',
    fix: 'Serve the public key in PEM.',
  },\n`;
  tree.insertBefore('src/core/findings/key/kinds.ts', "  'key-name-unresolved': {", row);
  const check = `import { finding } from '../finding.ts';
import { servedFile, type KeyCheck } from './check.ts';

/** Something has to be in the file. */
export const keyContentCheck: KeyCheck = {
  id: 'K16',
  title: 'the file is not empty',
  check: (facts) => {
    const file = servedFile(facts);
    if (file === undefined) return undefined;
    return file.size === 0 ? [finding('key-empty', [facts.url])] : [];
  },
};
`;
  tree.add('src/core/findings/key/content.ts', check);
  const list = 'src/core/findings/key/checks.ts';
  tree.insertBefore(list, 'import { keyCurveCheck }', "import { keyContentCheck } from './content.ts';\n");
  tree.insertBefore(list, '];', '  keyContentCheck,\n');
}

function addCommand(tree: TreeCopy): void {
  tree.add(
    'src/commands/vin.ts',
    `import { exitCodes } from '../core/exit-codes.ts';
import { vinDocument } from '../report/documents/vin.ts';
import { renderVin } from '../report/human/vin.ts';
import { addExamples, type CommandModule } from './command.ts';

export const command: CommandModule = {
  register(program, run) {
    program.argument('<vin>', 'the number').action((vin: string) => {
      run(async () => {
        const document = vinDocument(vin);
        return { exitCode: exitCodes.done, document, text: () => renderVin(document) };
      });
    });
    addExamples(program, [
      ['vin 5YJ3E1EA7HF000001', 'the year in a VIN'],
      ['vin 5YJ3E1EA7HF000001 --json', 'the same for scripts'],
    ]);
  },
};
`,
  );
  const entry = "  { name: 'vin', summary: 'the year in a VIN', load: () => import('../commands/vin.ts') },\n";
  tree.insertBefore('src/cli/command-table.ts', "  {\n    name: 'guide',", entry);
  tree.insertBefore('README.md', '| `guide consent`', '| `vin` | the year in a VIN |\n');
  tree.insertBefore('test/commands/canary.test.ts', "  ['completion', 'bash'],", "  ['vin', '5YJ3E1EA7HF000001'],\n");
  addDocument(tree);
}

/** The document that the command prints. */
function addDocument(tree: TreeCopy): void {
  tree.add(
    'src/report/documents/vin.ts',
    `import type { Document } from '../../core/document.ts';

/** The document of \`vin\`. */
export interface VinDocument extends Document {
  readonly kind: 'vin';
  /** The tenth character. */
  readonly yearCode: string;
}

export function vinDocument(vin: string): VinDocument {
  return { schemaVersion: 1, kind: 'vin', yearCode: vin.charAt(9), warnings: [], next: [] };
}
`,
  );
  tree.add(
    'src/report/human/vin.ts',
    `import type { VinDocument } from '../documents/vin.ts';

/** The year on a line. */
export function renderVin({ yearCode }: VinDocument): string {
  return yearCode;
}
`,
  );
  const kinds = 'src/report/documents/kinds.ts';
  tree.insertBefore(kinds, '\n/**\n * Every document', "import type { VinDocument } from './vin.ts';\n");
  tree.insertBefore(kinds, "  readonly 'virtual-key-check'", '  readonly vin: VinDocument;\n');
  tree.insertBefore(
    kinds,
    "  'virtual-key-check': {",
    "  vin: { commands: ['vin'], summary: 'The year in a VIN.' },\n",
  );
  const shown = 'test/support/seen.ts';
  tree.insertBefore(
    shown,
    'import { renderWebhookCheck',
    "import { renderVin } from '../../src/report/human/vin.ts';\n",
  );
  tree.insertBefore(shown, "  'virtual-key-check': {", "  vin: { draw: renderVin, transcript: 'vin' },\n");
  tree.add(
    'test/examples/vin.json',
    '{ "schemaVersion": 1, "kind": "vin", "yearCode": "H", "warnings": [], "next": [] }\n',
  );
  tree.add(
    'test/commands/vin.test.ts',
    `import { it } from 'vitest';
import { runCli } from '../support/run.ts';
import { expectTranscript } from '../support/transcript.ts';

it('tells the year', async () => {
  await expectTranscript('vin', 'connect-cli vin 5YJ3E1EA7HF000001', await runCli(['vin', '5YJ3E1EA7HF000001']));
});
`,
  );
  const page =
    '# `connect-cli vin 5YJ3E1EA7HF000001`\n\n## stdout\n\n```text\nH\n```\n\n## stderr\n\nNothing.\n\n## exit code\n\n0\n';
  tree.add('test/transcripts/vin.md', page);
}

function addVariable(tree: TreeCopy): void {
  const row = `  CONNECT_CLI_GREETING: { group: 'connect-cli', meaning: 'What is said first.' },\n`;
  tree.insertBefore('src/core/environment-variables.ts', '  CONNECT_CLI_PROJECT:', row);
}

function addErrorCode(tree: TreeCopy): void {
  const row = `  QUOTA_REACHED: {
    exitCode: exitCodes.findings,
    meaning: 'The calls of a month are used up.',
    fix: 'Wait for the next month, or ask for a larger plan.',
  },\n`;
  tree.insertBefore('src/core/errors/codes.ts', '  INTERRUPTED: {', row);
}

function addProvider(tree: TreeCopy): void {
  const provider = `import type { Source } from '../../source.ts';
import type { Provider } from '../provider.ts';

const page: Source = { url: 'https://docs.example.com/tesla', asOf: '2026-06' };

/** A company with one kind of access. */
export const volta: Provider = {
  id: 'volta',
  name: 'Volta',
  about: 'Volta connects through an application of its own.',
  permissions: {
    car_read: { access: 'read', methods: ['GET'], description: 'See the car', needsVirtualKey: false, source: page },
  },
  editions: [
    {
      id: '2026-06',
      asks: ['vehicle_device_data'],
      labels: {},
      rows: { car_read: [['vehicle_device_data']] },
      source: page,
      changes: [],
    },
  ],
  hasGrantScreen: false,
  hasRequiredPrefix: false,
  virtualKeyDomain: 'keys.example.com',
  virtualKey: { order: 'car-first', handedOver: [] },
  missingKeyError: 'the key is missing',
  loss: 'device-unavailable',
  notes: [],
  links: [],
};
`;
  tree.add('src/core/providers/volta/provider.ts', provider);
  tree.insertBefore('src/core/providers/ids.ts', '] as const', ", 'volta'");
  const registry = 'src/core/providers/registry.ts';
  tree.insertBefore(registry, '\nconst byId', "import { volta } from './volta/provider.ts';\n");
  tree.insertBefore(registry, ' };\n\n/** All', ', volta');
  tree.insertBefore(`${messages}/en.ts`, '      vehicle_read:', "      car_read: 'see the car',\n");
  tree.insertBefore(`${messages}/de.ts`, '      vehicle_read:', "      car_read: 'das Auto sehen',\n");
}

function addScenario(tree: TreeCopy): void {
  const row = `  {
    name: 'single-car',
    story: 'The owner has one car, and nobody is connected yet.',
    accounts: [{ username: 'single@example.com', cars: [model3] }],
  },\n`;
  tree.insertBefore('src/sandbox/scenarios/catalogue.ts', "  {\n    name: 'expired-code',", row);
}

/** English words under another name: what counts is the way that they take. */
function addLanguage(tree: TreeCopy): void {
  const words = tree.read(`${messages}/en.ts`);
  tree.add(`${messages}/fr.ts`, words.replace('const en:', 'const fr:').replace("language: 'en'", "language: 'fr'"));
  const list = `${messages}/languages.ts`;
  tree.insertBefore(list, 'import type', "import { fr } from './fr.ts';\n");
  tree.insertBefore(list, ' } as const', ', fr');
}
