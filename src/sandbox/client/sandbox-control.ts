import { CliError } from '../../core/errors/cli-error.ts';
import type { AnswerInProcess, SandboxControl, SandboxStart } from '../../io/sandbox-control.ts';
import { attachSandbox } from './attached.ts';
import { startEmbedded } from './embedded.ts';
import { scenarios } from '../scenarios/catalogue.ts';

/**
 * @param answerInProcess lets requests of this process reach a sandbox of this process without a socket
 * @param didYouMean what to say about the scenario that was meant, or nothing
 * @returns what starts sandboxes in this process and finds running ones
 */
export function createSandboxControl(
  answerInProcess?: AnswerInProcess,
  didYouMean: DidYouMean = () => '',
): SandboxControl {
  const checkStart = (options: SandboxStart) => checkScenario(options, didYouMean);
  return {
    scenarios: () => Promise.resolve(scenarios.map(({ name, story }) => ({ name, story }))),
    start: async (options) => startEmbedded(checkStart(options), answerInProcess),
    attach: async (url, options) => attachSandbox(url, checkStart(options)),
  };
}

type DidYouMean = (text: string, names: readonly string[]) => string;

function checkScenario(options: SandboxStart, didYouMean: DidYouMean): SandboxStart {
  const { scenario } = options;
  const names: readonly string[] = scenarios.map(({ name }) => name);
  if (scenario !== undefined && !names.includes(scenario)) {
    throw new CliError('INVALID_VALUE', `There is no scenario "${scenario}".${didYouMean(scenario, names)}`, {
      hint: '`connect-cli sandbox scenarios` lists them; a file of your own goes with --scenario-file.',
    });
  }
  return options;
}
