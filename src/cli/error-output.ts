import { CommanderError } from 'commander';
import { CliError } from '../core/errors/cli-error.ts';
import { errorCode } from '../core/errors/system-error.ts';
import type { ExitCode } from '../core/exit-codes.ts';
import { findExhaustion } from '../core/errors/exhaustion.ts';
import { withoutSecrets } from '../core/secret.ts';
import { abridge } from '../core/text/abridge.ts';
import type { Context } from '../io/context.ts';
import { printable } from '../report/terminal/printable.ts';
import { createStyle } from '../report/terminal/style.ts';
import { paragraph } from '../report/terminal/text.ts';

/** Prints any error on stderr: one JSON line with `--json`, else sentence, hint and the command that explains the code. */
export function printError(
  error: unknown,
  ctx: Pick<Context, 'stderr' | 'signal'>,
  form: { readonly json: boolean; readonly verbose: boolean },
): ExitCode {
  const known = asCliError(error, ctx.signal);
  if (form.json) ctx.stderr.write(`${JSON.stringify(errorDocument(known))}\n`);
  else ctx.stderr.write(errorText(known, ctx, form.verbose ? error : undefined));
  return known.exitCode;
}

function errorDocument(error: CliError): object {
  const { code, hint, docs, exitCode } = error;
  return { error: { code, message: shownMessage(error), hint, docs, exitCode } };
}

/** Longer than any sentence of ours; the value that it quotes can be of any length. */
const longestMessage = 1000;

/** Secrets go first: half of one, cut off, would not be recognised any more. */
function shownMessage({ message }: CliError): string {
  return abridge(withoutSecrets(message), longestMessage);
}

const stops: ReadonlySet<string> = new Set(['INTERRUPTED', 'TERMINATED']);

function errorText(error: CliError, ctx: Pick<Context, 'stderr'>, traced: unknown): string {
  const style = createStyle(ctx.stderr);
  const { color } = style;
  // Whoever pressed Ctrl-C knows what happened and what to do next.
  if (stops.has(error.code)) return `${paragraph(style, printable(`${shownMessage(error)} ${error.hint}`))}\n`;
  const lines = [
    paragraph(
      style,
      `${color.red.bold(`error ${error.code}:`)} ${printable(shownMessage(error).replace(/\s+/g, ' '))}`,
    ),
    paragraph(style, printable(error.hint.replace(/\s+/g, ' ')), '  '),
    color.dim(`  more: connect-cli explain-error ${error.code}`),
  ];
  if (traced instanceof Error && error.code === 'UNEXPECTED') lines.push(traced.stack ?? '');
  return `${lines.join('\n')}\n`;
}

function asCliError(error: unknown, signal: AbortSignal): CliError {
  if (error instanceof CliError) return error;
  if (signal.aborted && signal.reason instanceof CliError) return signal.reason;
  if (error instanceof CommanderError) return usageError(error);
  const code = errorCode(error);
  const exhaustion = findExhaustion(code);
  if (exhaustion !== undefined) {
    const { reason, hint } = exhaustion;
    return new CliError('UNEXPECTED', `connect-cli cannot go on (${code}): ${reason}.`, { hint, cause: error });
  }
  // The text of an unknown error may hold anything, secrets too: only its kind is shown.
  const kind = error instanceof Error ? error.name : typeof error;
  return new CliError('UNEXPECTED', `connect-cli failed unexpectedly: "${kind}".`, {
    hint: 'Run it again with --verbose for the stack trace, and please report it.',
    cause: error,
  });
}

function usageError(error: CommanderError): CliError {
  const sentence = error.message
    .replace(/^error: /, '')
    .replaceAll("'", '"')
    .replace(/\n/g, ' ');
  const message = sentence.charAt(0).toUpperCase() + sentence.slice(1);
  return new CliError('USAGE', /[.?!)]$/.test(message) ? message : `${message}.`, {
    hint: usageHint(error),
    cause: error,
  });
}

/** Who passes a secret as a flag learns the other ways; the value itself is repeated nowhere. */
function usageHint({ code, message }: CommanderError): string {
  const isSecret = code === 'commander.unknownOption' && /'--[a-z-]*(?:secret|token|key)\b/.test(message);
  const ways = 'Secrets are taken from stdin, a file, the environment or the keychain, never from a flag. ';
  return `${isSecret ? ways : ''}Add --help to the command for its options and examples.`;
}
