import { execFileSync } from 'node:child_process';
import { Command } from 'commander';
import { commandTable } from '../../src/cli/command-table.ts';

/** The words of a command line, split by the shell that a reader would paste it into. */
export function shellWords(line: string): readonly string[] {
  const printed = execFileSync('sh', ['-c', `set -- ${line}; printf '%s\\0' "$@"`], { encoding: 'utf8' });
  return printed.split('\0').slice(0, -1);
}

/** The commands that texts and code name: in backticks, as a step's command, or after a prompt. */
export function namedCommands(text: string): readonly string[] {
  const quoted = [...text.matchAll(/\\?`(?:npx )?connect-cli( [^`\n]*)?/g)]
    .map(([, rest = '']) => rest)
    // A sentence that begins with the name of the product is a template of code, not a command.
    .filter((rest) => !rest.includes('${'));
  const steps = [...text.matchAll(/command: ['`]connect-cli( [^`'\n]*)?/g)].map(([, rest = '']) => rest);
  const typed = [...text.matchAll(/^ *(?:\$ |npx )+connect-cli (.+)$/gm)].map(([, rest = '']) => rest);
  return [...quoted, ...steps, ...typed].map((rest) => rest.trim());
}

/** Every command with everything that it takes. */
export async function commandTree(): Promise<Command> {
  const program = new Command('connect-cli')
    .option('--json')
    .option('--no-input')
    .option('--profile')
    .option('--verbose');
  program.option('--version').option('--help').option('-V').option('-h');
  for (const { name, load } of commandTable) (await load()).command.register(program.command(name), () => {});
  return program;
}

/** @returns what of a named command the tree does not have, or nothing */
export function unknownWords(tree: Command, line: string): readonly string[] {
  const [first = '', ...rest] = line.split(/[\s,;.)]+/);
  if (!/^[a-z][a-z-]+$/.test(first) || first === 'help') return [];
  const command = tree.commands.find((one) => one.name() === first);
  if (command === undefined) return [first];
  const sub = command.commands.find((one) => one.name() === rest[0]);
  const taken = [tree, command, ...(sub === undefined ? command.commands : [sub])].flatMap(({ options }) =>
    options.flatMap(({ long, short }) => [long, short]),
  );
  const isGroupAlone = command.commands.length > 0 && sub === undefined && /^[a-z][a-z-]+$/.test(rest[0] ?? '');
  const takesWords = command.registeredArguments.length > 0;
  const flags = [...line.matchAll(/(?<=\s)--[a-z][a-z-]*/g)].map(([flag]) => flag);
  return [
    ...(isGroupAlone && !takesWords ? [`${first} ${rest[0]}`] : []),
    ...flags.filter((flag) => flag !== '--help' && !taken.includes(flag)).map((flag) => `${first} ${flag}`),
  ];
}
