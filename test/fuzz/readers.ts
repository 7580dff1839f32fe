import type { Reader } from './reader.ts';
import { ignorePatterns, sources } from './readers/code-scan.ts';
import { errors } from './readers/errors.ts';
import { callbacks, connectLinks, pastedRedirects, textureCallbacks } from './readers/links.ts';
import { csvRows, jsonRows, mappedCsvRows } from './readers/rows.ts';
import { jsonScenarios, yamlScenarios } from './readers/scenario.ts';
import { projectFiles, settingsFiles } from './readers/settings.ts';
import { terminalTexts } from './readers/terminal.ts';
import { keyFiles } from './readers/virtual-key.ts';
import { signatures, webhookBodies } from './readers/webhooks.ts';

/** Everything that reads text of strangers. A new reader is a line here. */
export const readers: readonly Reader[] = [
  ignorePatterns,
  sources,
  yamlScenarios,
  jsonScenarios,
  errors,
  connectLinks,
  pastedRedirects,
  callbacks,
  textureCallbacks,
  keyFiles,
  csvRows,
  mappedCsvRows,
  jsonRows,
  webhookBodies,
  signatures,
  settingsFiles,
  projectFiles,
  terminalTexts,
];
