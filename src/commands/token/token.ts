import { Option, type Command } from 'commander';
import { addExamples, addNote, type CommandModule, type Runner } from '../command.ts';
import { limitOption } from '../../flags/limit.ts';
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
      add({
        program,
        run,
        usage: 'list',
        summary: 'stored tokens, newest first, values redacted',
        action: listTokens,
        how: { isDefault: true },
      }).option(...limitOption),
    );
    add({
      program,
      run,
      usage: 'show [key]',
      summary: 'show one token; its values with --reveal',
      action: showToken,
    }).option('--reveal', 'print the tokens themselves');
    add({
      program,
      run,
      usage: 'refresh [key]',
      summary: 'get a new token pair from Smartcar and store it',
      action: refreshTokens,
    })
      .option('--all', 'refresh every user token of this application')
      .option('--force', 'even if another process did so within the last minute')
      .option('--sandbox <url>', 'use a running sandbox instead of Smartcar');
    add({
      program,
      run,
      usage: 'remove [key]',
      summary: 'forget a token on this machine; the grant itself stays',
      action: removeTokens,
    }).option('--all', 'forget all of them');
    add({
      program,
      run,
      usage: 'env [key]',
      summary: "lines that put the access token into a shell's environment",
      action: tokenEnv,
    })
      .addOption(new Option('--shell <name>', 'shell syntax to print').choices(shells).default('posix'))
      .option('--sandbox <url>', 'use a running sandbox instead of Smartcar');
    addNote(program, 'A key is what `token list` shows; the user id, or the first characters of either, will do.');
    addExamples(
      program,
      [
        ['token list', 'what is stored, and how long it is valid'],
        ['token refresh', 'a new pair for the only user'],
        ['token show 8229df9f --reveal', 'the tokens themselves'],
        ['token env > token.sh', 'lines to source in a shell'],
      ],
      [
        ['token list --json', 'for scripts'],
        ['token show 8229df9f', 'one token, values redacted'],
        ['token refresh --all', 'every user token of this application'],
        ['token remove 8229df9f', 'forget one on this machine'],
        ['token remove --all', 'forget all of them'],
        ['token env 8229df9f --shell powershell', 'for another shell'],
      ],
    );
  },
};

interface AddInput {
  readonly program: Command;
  readonly run: Runner;
  readonly usage: string;
  readonly summary: string;
  readonly action: TokenAction;
  readonly how?: { isDefault: boolean } | undefined;
}

function add({ program, run, usage, summary, action, how }: AddInput): Command {
  const takesKey = usage.includes('[');
  return program
    .command(usage, how)
    .description(summary)
    .action((...parameters: unknown[]) => {
      // Commander passes the argument, if the usage has one, then the options; it types neither.
      const [word, options] = takesKey ? parameters : [undefined, parameters[0]];
      run((ctx, global) =>
        action(ctx, { global, word: word as string | undefined, options: (options ?? {}) as TokenOptions }),
      );
    });
}
