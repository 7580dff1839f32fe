import { CliError } from '../core/errors/cli-error.ts';
import { exitCodes } from '../core/exit-codes.ts';
import { keysOf, ownValue } from '../core/text/keys.ts';
import { didYouMean } from '../flags/nearest.ts';
import type { Context } from '../io/context.ts';
import { kinds } from '../report/documents/kinds.ts';
import type { SchemasDocument } from '../report/documents/schemas.ts';
import { renderSchemas } from '../report/human/schemas.ts';
import type { Outcome } from '../report/outcome.ts';
import { addExamples, type CommandModule } from './command.ts';

export const command: CommandModule = {
  register(program, run) {
    program
      .argument('[kind]', 'a kind of document; without one, all of them are listed')
      .action((kind: string | undefined) => run((ctx) => (kind === undefined ? list() : print(ctx, kind))));
    addExamples(program, [
      ['schema', 'every kind of document and the commands that print it'],
      ['schema authorization > authorization.schema.json', 'one JSON Schema, draft 2020-12'],
      ['schema --json', 'the list, for scripts'],
    ]);
  },
};

async function list(): Promise<Outcome> {
  const document: SchemasDocument = {
    schemaVersion: 1,
    kind: 'schemas',
    kinds: keysOf(kinds),
    documents: keysOf(kinds).map((kind) => ({
      kind,
      summary: kinds[kind].summary,
      commands: kinds[kind].commands,
      streamed: kinds[kind].isStreamed === true,
    })),
    warnings: [],
    next: [{ command: 'connect-cli schema authorization', why: 'Prints the schema of one kind.' }],
  };
  return { exitCode: exitCodes.done, document, text: (style) => renderSchemas(document, style) };
}

async function print(ctx: Pick<Context, 'schemas'>, asked: string): Promise<Outcome> {
  const schemas = await ctx.schemas.read();
  const schema = Object.hasOwn(schemas, asked) ? ownValue(schemas, asked) : undefined;
  if (schema === undefined) throw unknownKind(asked, Object.keys(schemas));
  // A schema is no document of ours: it is printed as it is, with --json and without.
  return { exitCode: exitCodes.done, text: () => JSON.stringify(schema, undefined, 2) };
}

function unknownKind(asked: string, known: readonly string[]): CliError {
  return new CliError('USAGE', `There is no kind of document "${asked}".${didYouMean(asked, known)}`, {
    hint: '`connect-cli schema` lists the kinds.',
  });
}
