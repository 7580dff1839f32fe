import { CliError } from '../../core/errors/cli-error.ts';
import { isUuid } from '../../core/text/uuid.ts';
import type { Context } from '../../io/context.ts';
import type { AuthorizeFlags } from './flags.ts';

/**
 * The state of the attempt: 256 random bits unless the developer gives another one.
 * @throws CliError USAGE, INVALID_VALUE
 */
export function chooseState(ctx: Pick<Context, 'random'>, flags: AuthorizeFlags): string {
  const { state, existingUser, idAsState } = flags;
  checkExistingUser(flags);
  if (idAsState === true) {
    if (existingUser === undefined) throw usage('--id-as-state sends the id from --existing-user, and none is given.');
    if (state !== undefined) throw usage('--id-as-state and --state both set the state.');
    return checkState(existingUser, '--existing-user');
  }
  return state === undefined ? ctx.random.token() : checkState(state, '--state');
}

/** @returns what to know about a state that others could guess. */
export function stateWarnings(flags: AuthorizeFlags): readonly string[] {
  if (flags.idAsState !== true) return [];
  return [
    'The id is sent as the state, as in the documentation. Anyone who knows the id can guess the state and forge a redirect; without --id-as-state a random state is sent and the id is remembered.',
  ];
}

function checkExistingUser({ existingUser, previousUserId }: AuthorizeFlags): void {
  if (existingUser?.trim() === '') {
    throw new CliError('INVALID_VALUE', `--existing-user is empty.`, {
      hint: 'Pass any id by which you know the owner.',
    });
  }
  if (previousUserId === undefined || isUuid(previousUserId)) return;
  throw new CliError('INVALID_VALUE', `--previous-user-id "${previousUserId}" is not a Smartcar user id.`, {
    hint: 'Smartcar user ids are UUIDs, as returned by /user. Pass your own id with --existing-user.',
  });
}

function checkState(state: string, flag: string): string {
  if (state.trim() !== '') return state;
  throw new CliError('INVALID_VALUE', `${flag} is empty.`, {
    hint: 'Leave it out to use a random state.',
  });
}

function usage(sentence: string): CliError {
  return new CliError('USAGE', sentence, { hint: 'Add --help to the command for its options and examples.' });
}
