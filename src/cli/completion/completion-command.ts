import { Argument } from 'commander';
import { addExamples, addNote, type CommandModule } from '../../commands/command.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import type { CompletionDocument } from '../../report/documents/completion.ts';
import type { Outcome } from '../../report/outcome.ts';
import { completionScript, installSteps, shells, type Shell } from './scripts.ts';

export const command: CommandModule = {
  register(program, run) {
    program
      .addArgument(new Argument('<shell>', 'the shell to write the script for').choices(shells))
      .action((shell: Shell) => run(async () => completion(shell)));
    addNote(
      program,
      'The script begins with installation instructions. It asks connect-cli on each Tab and sends nothing anywhere.',
    );
    addExamples(program, [
      ['completion bash > ~/.local/share/bash-completion/completions/connect-cli', 'for every session of bash'],
      ['completion zsh > "${fpath[1]}/_connect-cli"', 'for zsh'],
      ['completion fish > ~/.config/fish/completions/connect-cli.fish', 'for fish'],
      ['completion powershell | Out-String | Invoke-Expression', 'for this session of PowerShell'],
    ]);
  },
};

function completion(shell: Shell): Outcome {
  const document: CompletionDocument = {
    schemaVersion: 1,
    kind: 'completion',
    shell,
    install: installSteps(shell),
    script: completionScript(shell),
    warnings: [],
    next: [],
  };
  return { exitCode: exitCodes.done, document, text: () => document.script };
}
