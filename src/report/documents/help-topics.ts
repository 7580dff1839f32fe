import { errorCodes } from '../../core/errors/codes.ts';
import { variableGroups, variableRows } from '../../core/environment-variables.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { exitMeanings } from '../../core/exit-meanings.ts';
import { keysOf } from '../../core/text/keys.ts';
import type { HelpTopicDocument, HelpTopicName, HelpTopicRow } from './help.ts';
import { kinds } from './kinds.ts';

interface Topic {
  readonly description: string;
  readonly rows: () => readonly HelpTopicRow[];
}

const topics: Readonly<Record<HelpTopicName, Topic>> = {
  environment: {
    description:
      'The environment variables that connect-cli reads. A flag wins over a variable, a variable over the project file and the profile; `connect-cli config explain` shows what holds. An empty variable counts as not set.',
    rows: environmentRows,
  },
  'exit-codes': {
    description:
      'How connect-cli ends. `connect-cli explain-error CODE` explains each code of an error; `sandbox exec` ends as the program that it runs.',
    rows: exitCodeRows,
  },
  json: {
    description:
      'With --json a command prints one document on stdout, and an error as one JSON line, the last on stderr. `connect-cli schema KIND` prints the JSON Schema of a kind. Fields are added, never renamed.',
    rows: kindRows,
  },
};

/** Every topic with its first sentence. */
export const topicNames = keysOf(topics);

/** @returns a page of help about a topic, made of the tables that the program itself works with */
export function buildHelpTopic(topic: HelpTopicName): HelpTopicDocument {
  const { description, rows } = topics[topic];
  return { schemaVersion: 1, kind: 'help-topic', topic, description, rows: rows(), warnings: [], next: [] };
}

function environmentRows(): readonly HelpTopicRow[] {
  return variableRows.map(({ name, group, meaning, flags }) => ({
    name,
    group: variableGroups[group],
    meaning: flags.length === 0 ? meaning : `${meaning} Flag: ${flags.join(', ')}.`,
  }));
}

function exitCodeRows(): readonly HelpTopicRow[] {
  return keysOf(exitCodes).map((name) => ({
    name: String(exitCodes[name]),
    group: null,
    meaning: [exitMeanings[name], codesThatEnd(exitCodes[name])].filter((text) => text !== '').join(' '),
  }));
}

function codesThatEnd(exitCode: number): string {
  const codes = keysOf(errorCodes()).filter((code) => errorCodes()[code].exitCode === exitCode);
  return codes.length === 0 ? '' : `${codes.join(', ')}.`;
}

function kindRows(): readonly HelpTopicRow[] {
  return keysOf(kinds).map((kind) => ({
    name: kind,
    group: null,
    meaning: `${kinds[kind].summary} Printed by: ${kinds[kind].commands.join(', ')}.`,
  }));
}
