import { CliError } from '../../../core/errors/cli-error.ts';
import { failure, ok, skipped, warning, type Check } from '../check.ts';

/** Writes a value into the keychain, reads it and removes it; the key of the store stays untouched. */
export const keychainCheck: Check = {
  id: 'keychain',
  title: 'Keychain',
  async run({ ctx }) {
    const store = await ctx.credentials.describe().catch(explained);
    if (store instanceof CliError) return failure(store.message, store.hint);
    if (store.backend === 'file' && ctx.env['CONNECT_CLI_STORE'] === 'file') {
      return skipped('CONNECT_CLI_STORE=file: the keychain is not used.');
    }
    const probe = await ctx.machine.probeKeychain();
    if (probe.outcome === 'works') return ok('A test value was written, read and removed.');
    const sentence =
      probe.outcome === 'absent'
        ? 'There is no keychain in this session.'
        : `The keychain cannot be used: ${probe.reason}.`;
    if (store.backend === 'keychain') {
      return failure(
        [sentence, 'It holds the key that seals the stored secrets.'],
        'Unlock it and run the command again, or set CONNECT_CLI_STORE=file to keep secrets in files that only you can read.',
      );
    }
    const where = `Secrets rest in "${store.location}", readable by you alone.`;
    return probe.outcome === 'absent'
      ? ok(sentence, where)
      : warning([sentence, where], 'Unlock it before the first secret is stored, or leave it as it is.');
  },
};

function explained(error: unknown): CliError {
  if (error instanceof CliError) return error;
  throw error;
}
