import { Option, type Command } from 'commander';
import { addExamples, addNote, type CommandModule, type Runner } from '../command.ts';
import { refuseUnknownSubcommands } from '../../flags/default-subcommand.ts';
import { shells } from '../../core/text/export-line.ts';
import type { TokenAction, TokenOptions } from './action.ts';
import { tokenEnv } from './env.ts';
import { listTokens } from './list.ts';
import { refreshTokens } from './refresh.ts';
import { removeTokens } from './remove.ts';
import { showToken } from './show.ts';

export const command: CommandModule = {
  register(program, run) {
    refuseUnknownSubcommands(
      add(program, run, 'list', 'stored tokens, newest first, values redacted', listTokens, { isDefault: true }),
    );
    add(program, run, 'show [key]', 'one of them; the values with --reveal', showToken).option(
      '--reveal',
      'print the tokens themselves',
    );
    add(program, run, 'refresh [key]', 'get a new pair from Smartcar and store it', refreshTokens)
      .option('--all', 'refresh every user token of this application')
      .option('--force', 'also if another process did so within the last minute')
      .option('--sandbox <url>', 'a running sandbox in place of Smartcar');
    add(program, run, 'remove [key]', 'forget a token on this machine; the grant itself stays', removeTokens).option(
      '--all',
      'forget all of them',
    );
    add(program, run, 'env [key]', 'lines that put the access token into the environment of a shell', tokenEnv)
      .addOption(new Option('--shell <name>', 'syntax to write').choices(shells).default('posix'))
      .option('--sandbox <url>', 'a running sandbox in place of Smartcar');
    addNote(program, 'A key is what `token list` shows; the user id, or the beginning of either, is enough.');
    addExamples(
      program,
      [
        ['token list', 'what is stored, and until when it is good'],
        ['token refresh', 'a new pair for the only user there is'],
        ['token show 8229df9f --reveal', 'the tokens themselves'],
        ['token env > token.sh', 'lines to source in a shell'],
      ],
      [
        ['token list --json', 'for scripts'],
        ['token show 8229df9f', 'one of them, values redacted'],
        ['token refresh --all', 'every user token of this application'],
        ['token remove 8229df9f', 'forget one on this machine'],
        ['token remove --all', 'forget all of them'],
        ['token env 8229df9f --shell powershell', 'for another shell'],
      ],
    );
  },
};

function add(
  program: Command,
  run: Runner,
  usage: string,
  summary: string,
  action: TokenAction,
  how?: { isDefault: boolean },
): Command {
  const takesKey = usage.includes('[');
  return program
    .command(usage, how)
    .description(summary)
    .action((...given: unknown[]) => {
      // Commander passes the argument, if the usage has one, then the options; it types neither.
      const [key, options] = takesKey ? given : [undefined, given[0]];
      run((ctx, global) => action(ctx, global, key as string | undefined, (options ?? {}) as TokenOptions));
    });
}
