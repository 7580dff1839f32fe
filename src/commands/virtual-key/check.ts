import { CliError } from '../../core/errors/cli-error.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { untouchedFacts, type PublicKeyReading } from '../../core/findings/key/facts.ts';
import { judgeKeyHost } from '../../core/findings/key/judge.ts';
import { parseKeyDomain } from '../../core/tesla/key-domain.ts';
import type { Context } from '../../io/context.ts';
import { readBounds } from '../../io/read-bounds.ts';
import type { CommandModule } from '../command.ts';
import { resolveConnectTo, resolveModel } from '../../flags/virtual-key.ts';
import { renderKeyCheck } from '../../report/human/virtual-key-check.ts';
import { buildKeyCheckDocument } from '../../report/documents/key-check.ts';
import type { Outcome } from '../../report/outcome.ts';

interface Options {
  readonly expect?: string | undefined;
  readonly model?: string | undefined;
  readonly connectTo?: string | undefined;
  readonly ca?: string | undefined;
  readonly allowPrivate?: boolean | undefined;
  readonly lookForPrivateKey?: boolean | undefined;
}

export const command: CommandModule = {
  register(program, run) {
    program
      .argument('<domain>', 'the host that serves the key, as it is registered with Tesla')
      .option(
        '--expect <file>',
        'the public key that should be served, PEM (Smartcar Enterprise: the one you were given)',
      )
      .option('--model <model>', 'model named in the dialog: 3, Y, S, X, Cybertruck')
      .option('--connect-to <host:port>', 'connect to this address; names and rules remain those of the domain')
      .option('--ca <file>', 'also trust this certificate authority, PEM')
      .option('--allow-private', 'allow addresses that only your network can reach')
      .option('--look-for-private-key', 'also look for private keys beside the public one (your own domain only)')
      .action((domain: string, options: Options) => {
        run((ctx) => checkKeyHost(ctx, domain, options));
      });
  },
};

async function checkKeyHost(ctx: Context, domain: string, options: Options): Promise<Outcome> {
  const model = resolveModel(options.model);
  const connectTo = resolveConnectTo(options.connectTo);
  const expected = options.expect === undefined ? null : await readExpected(ctx, options.expect);
  const ca = options.ca === undefined ? undefined : await readAuthority(ctx, options.ca);
  const facts = parseKeyDomain(domain).ok
    ? await ctx.keys.probeHost({
        domain,
        allowPrivate: options.allowPrivate === true,
        lookForPrivateKey: options.lookForPrivateKey === true,
        signal: ctx.signal,
        connectTo,
        ca,
      })
    : untouchedFacts(domain, ctx.clock.now());
  const document = buildKeyCheckDocument(facts, judgeKeyHost(facts, expected), model);
  return {
    exitCode: document.passed ? exitCodes.done : exitCodes.findings,
    document,
    text: (style) => renderKeyCheck(document, style),
  };
}

async function readExpected(ctx: Pick<Context, 'files' | 'keys'>, path: string): Promise<PublicKeyReading> {
  const reading = await ctx.keys.readPublicKey(await ctx.files.readText(path, readBounds.certificates));
  if (reading.readable) return reading;
  throw new CliError('INVALID_VALUE', `The file "${path}" holds no public key: ${reading.reason}.`, {
    hint: 'Pass the PEM file that begins with -----BEGIN PUBLIC KEY-----.',
  });
}

async function readAuthority(ctx: Pick<Context, 'files'>, path: string): Promise<string> {
  const text = await ctx.files.readText(path, readBounds.certificates);
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw new CliError('INVALID_VALUE', `The file "${path}" holds no certificate.`, {
    hint: "Pass the authority's certificate in PEM.",
  });
}
