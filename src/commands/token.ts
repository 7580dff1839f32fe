import { Option, type Command } from 'commander';
import { CliError } from '../core/errors/cli-error.ts';
import { exitCodes } from '../core/exit-codes.ts';
import type { Context } from '../io/context.ts';
import { addExamples, type CommandModule, type GlobalOptions, type Runner } from '../options/command.ts';
import { freshTokens, isFresh } from '../options/fresh-tokens.ts';
import { smartcar } from '../core/providers/smartcar/provider.ts';
import { openSandbox } from '../options/sandbox.ts';
import { resolveSettings, type Settings } from '../options/settings.ts';
import { chooseToken, renewStored, type StoredToken } from '../options/stored-token.ts';
import { renderToken, renderTokenRefresh, renderTokenRemoval, renderTokens } from '../report/human/tokens.ts';
import type { Outcome } from '../report/outcome.ts';
import { exportLine, shells, type Shell } from '../report/shell.ts';
import {
  documentHead,
  optionalTime,
  tokenRow,
  type TokenDocument,
  type TokenEnvDocument,
  type TokenRefreshDocument,
  type TokenRemovalDocument,
  type TokensDocument,
} from '../report/tokens-document.ts';

/** Smartcar's minute of grace: who asks within it gets the pair that another process has just been given. */
const justRefreshedMs = 60_000;

interface Options {
  readonly reveal?: boolean;
  readonly force?: boolean;
  readonly all?: boolean;
  readonly sandbox?: true | string;
  readonly shell?: Shell;
}

type Action = (ctx: Context, global: GlobalOptions, key: string | undefined, options: Options) => Promise<Outcome>;

export const command: CommandModule = {
  register(program, run) {
    add(program, run, 'list', 'stored tokens, newest first, values redacted', listTokens, { isDefault: true });
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
    program.addHelpText(
      'after',
      '\nA key is what `token list` shows; the user id, or the beginning of either, is enough.',
    );
    addExamples(program, [
      ['token list', 'what is stored, and until when it is good'],
      ['token refresh', 'a new pair for the only user there is'],
      ['token show 8229df9f --reveal', 'the tokens themselves'],
      ['token env > token.sh', 'lines to source in a shell'],
    ]);
  },
};

function add(
  program: Command,
  run: Runner,
  usage: string,
  summary: string,
  action: Action,
  how?: { isDefault: boolean },
): Command {
  const takesKey = usage.includes('[');
  return program
    .command(usage, how)
    .description(summary)
    .action((...given: unknown[]) => {
      // Commander passes the argument, if the usage has one, then the options.
      const [key, options] = takesKey ? given : [undefined, given[0]];
      run((ctx, global) => action(ctx, global, key as string | undefined, (options ?? {}) as Options));
    });
}

const listTokens: Action = async (ctx) => {
  const faults: string[] = [];
  const all = await ctx.credentials.listTokens((fault) => faults.push(fault));
  const { warning, ...store } = await ctx.credentials.describe();
  const document: TokensDocument = {
    ...documentHead('tokens', [...(warning === undefined ? [] : [warning]), ...faults], firstSteps(all)),
    store,
    tokens: all.map(({ key, tokens }) => tokenRow(key, tokens, ctx.clock.now())),
  };
  return { exitCode: exitCodes.done, document, text: (style) => renderTokens(document, style) };
};

function firstSteps(all: readonly StoredToken[]) {
  return all.length > 0
    ? []
    : [{ command: 'connect-cli authorize', why: 'Get tokens: authorize stores what it gets.' }];
}

const showToken: Action = async (ctx, global, word, { reveal = false }) => {
  const { key, tokens } = await choose(ctx, await settingsOf(ctx, global), word);
  const document: TokenDocument = { ...documentHead('token'), token: tokenRow(key, tokens, ctx.clock.now(), reveal) };
  return { exitCode: exitCodes.done, document, text: (style) => renderToken(document, style) };
};

const refreshTokens: Action = async (ctx, global, word, { all = false, force = false, sandbox }) => {
  const settings = await settingsOf(ctx, global, sandbox);
  const chosen = all ? await userTokens(ctx) : [await choose(ctx, settings, word)];
  const results: TokenRefreshDocument['tokens'][number][] = [];
  for (const { key, tokens: before } of chosen) {
    if (before.kind === 'texture') throw noRefresh(key);
    const demand = force ? { failed: before.accessToken } : { unlessRefreshedSince: ctx.clock.now() - justRefreshedMs };
    const { tokens, renewed } = await freshTokens(ctx, key, renewStored(ctx, settings, key), demand);
    const [accessExpiresAt, refreshExpiresAt] = [
      optionalTime(tokens.accessExpiresAt),
      optionalTime(tokens.refreshExpiresAt),
    ];
    results.push({ key, refreshed: renewed, accessExpiresAt, refreshExpiresAt });
  }
  const document: TokenRefreshDocument = { ...documentHead('token-refresh'), tokens: results };
  return { exitCode: exitCodes.done, document, text: (style) => renderTokenRefresh(document, style) };
};

const removeTokens: Action = async (ctx, global, word, { all = false }) => {
  const stored = await ctx.credentials.listTokens();
  const chosen = all ? stored : [await choose(ctx, await settingsOf(ctx, global), word)];
  for (const { key } of chosen) await ctx.credentials.removeTokens(key);
  const why = 'The owner can still end the grant itself in the Tesla app; disconnect ends it from your side.';
  const document: TokenRemovalDocument = {
    ...documentHead(
      'token-removal',
      [],
      chosen.length === 0 ? [] : [{ command: 'connect-cli disconnect --help', why }],
    ),
    removed: chosen.map(({ key }) => key),
  };
  return { exitCode: exitCodes.done, document, text: (style) => renderTokenRemoval(document, style) };
};

const tokenEnv: Action = async (ctx, global, word, { shell = 'posix', sandbox }) => {
  const settings = await settingsOf(ctx, global, sandbox);
  const { key, tokens: stored } = await choose(ctx, settings, word);
  const tokens = isFresh(stored, ctx.clock.now())
    ? stored
    : (await freshTokens(ctx, key, renewStored(ctx, settings, key))).tokens;
  const name = tokens.kind === 'texture' ? 'TEXTURE_SCOPED_KEY' : 'SMARTCAR_ACCESS_TOKEN';
  const env = {
    [name]: tokens.accessToken.reveal(),
    ...(tokens.userId === undefined ? {} : { SMARTCAR_USER_ID: tokens.userId }),
  };
  const document: TokenEnvDocument = { ...documentHead('token-env'), key, env };
  const text = () =>
    Object.entries(env)
      .map(([variable, value]) => exportLine(shell, variable, value))
      .join('\n');
  return { exitCode: exitCodes.done, document, text };
};

async function choose(ctx: Context, settings: Settings, word: string | undefined): Promise<StoredToken> {
  return chooseToken(await ctx.credentials.listTokens(), word, settings);
}

async function userTokens(ctx: Context): Promise<readonly StoredToken[]> {
  return (await ctx.credentials.listTokens()).filter(({ tokens }) => tokens.kind === 'smartcar-v2');
}

async function settingsOf(ctx: Context, global: GlobalOptions, sandbox?: true | string): Promise<Settings> {
  const handle = await openSandbox(ctx, sandbox === undefined ? {} : { sandbox }, { provider: smartcar });
  return resolveSettings(ctx, global.profile === undefined ? {} : { profile: global.profile }, handle);
}

function noRefresh(key: string): CliError {
  return new CliError('USAGE', `"${key}" is a scoped key of Texture, which does not expire and cannot be refreshed.`, {
    hint: 'Run `connect-cli authorize --provider texture` for a new one.',
  });
}
