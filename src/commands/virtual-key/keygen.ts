import { CliError } from '../../core/errors/cli-error.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { commandLine } from '../../core/text/shell.ts';
import type { Context } from '../../io/context.ts';
import { addNote, type CommandModule } from '../command.ts';
import { renderKeyPair } from '../../report/human/virtual-key-pair.ts';
import { buildKeyPairDocument, keyPairAudience } from '../../report/documents/key-pair.ts';
import type { Outcome } from '../../report/outcome.ts';

interface Options {
  readonly privateKey: string;
  readonly publicKey: string;
}

export const command: CommandModule = {
  register(program, run) {
    program
      .option('--private-key <file>', 'file for the private key, readable only by you', 'private-key.pem')
      .option('--public-key <file>', 'file for the public key', 'public-key.pem')
      .action((options: Options) => {
        run((ctx) => makeKeyPair(ctx, options));
      });
    addNote(program, `${keyPairAudience}\nExisting files are never overwritten.`);
  },
};

async function makeKeyPair(ctx: Context, { privateKey, publicKey }: Options): Promise<Outcome> {
  if (privateKey === publicKey) throw samePath(privateKey);
  // Looked at first, so that no half of a pair is left; the exclusive writes below decide.
  for (const path of [privateKey, publicKey]) if (await ctx.files.exists(path)) throw alreadyThere(path);
  const pair = await ctx.keys.createPair();
  const reading = await ctx.keys.readPublicKey(pair.publicKey);
  if (!reading.readable || reading.point === null) throw new Error('The new public key cannot be read.');
  await ctx.files.writeAtomic(privateKey, pair.privateKey.reveal(), { mode: 0o600, exclusive: true });
  await ctx.files.writeAtomic(publicKey, pair.publicKey, { mode: 0o644, exclusive: true }).catch((error: unknown) => {
    throw halfWritten(error, privateKey, publicKey);
  });
  const document = buildKeyPairDocument({
    publicPath: publicKey,
    privatePath: privateKey,
    fingerprint: reading.fingerprint,
    point: reading.point,
  });
  return { exitCode: exitCodes.done, document, text: (style) => renderKeyPair(document, style) };
}

function alreadyThere(path: string): CliError {
  return new CliError('ALREADY_EXISTS', `The file "${path}" exists already and is kept.`, {
    hint: 'A new pair would not work with cars that have the old key. Pass other paths with --private-key and --public-key.',
  });
}

/** The private half stands already: what to do with it belongs to the refusal of the public one. */
function halfWritten(error: unknown, privateKey: string, publicKey: string): unknown {
  if (!(error instanceof CliError)) return error;
  return new CliError(error.code, error.message, {
    hint: `The private key is in "${privateKey}" already. Remove it and try again, or write its public half: ${commandLine(['openssl', 'pkey', '-in', privateKey, '-pubout', '-out', publicKey])}.`,
    cause: error,
  });
}

function samePath(path: string): CliError {
  return new CliError('INVALID_VALUE', `Both keys would be written to "${path}".`, { hint: 'Pass two paths.' });
}
