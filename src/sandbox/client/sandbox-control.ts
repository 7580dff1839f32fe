import { CliError } from '../../core/errors/cli-error.ts';
import type { AnswerInProcess, SandboxControl, SandboxStart } from '../../io/sandbox-control.ts';
import { attachSandbox } from './attached.ts';
import { startEmbedded } from './embedded.ts';
import { scenarios } from '../scenarios/catalogue.ts';

/**
 * @param answerInProcess lets requests of this process reach a sandbox of this process without a socket
 * @returns what starts sandboxes in this process and finds running ones
 */
export function createSandboxControl(answerInProcess?: AnswerInProcess): SandboxControl {
  return {
    scenarios: () => Promise.resolve(scenarios.map(({ name, story }) => ({ name, story }))),
    start: async (options) => startEmbedded(checkStart(options), answerInProcess),
    attach: async (url, options) => attachSandbox(url, checkStart(options)),
  };
}

function checkStart(options: SandboxStart): SandboxStart {
  const { scenario } = options;
  if (scenario !== undefined && !scenarios.some(({ name }) => name === scenario)) {
    throw new CliError('INVALID_VALUE', `There is no scenario "${scenario}".`, {
      hint: '`connect-cli sandbox scenarios` lists them; a file of your own goes with --scenario-file.',
    });
  }
  return options;
}
