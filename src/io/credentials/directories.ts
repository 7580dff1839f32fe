import { isAbsolute, join } from 'node:path';
import { CliError } from '../../core/errors/cli-error.ts';
import { isSet } from '../../core/text/is-set.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const name = 'connect-cli';

// Asked for on first use: most processes are told their home, and loading it costs every start half a millisecond.
const os = () => process.getBuiltinModule('node:os');

/** Settings: `$XDG_CONFIG_HOME/connect-cli` and its like; `CONNECT_CLI_HOME` takes the place of all of them. */
export function configDirectory(env: Environment, platform: string): string {
  const own = override(env);
  if (own !== undefined) return own;
  if (platform === 'win32')
    return join(absolute(env['APPDATA']) ?? join(home(env), 'AppData', 'Roaming'), name, 'Config');
  if (platform === 'darwin') return join(home(env), 'Library', 'Preferences', name);
  return join(absolute(env['XDG_CONFIG_HOME']) ?? join(home(env), '.config'), name);
}

/** Secrets: `$XDG_DATA_HOME/connect-cli` and its like, apart from settings, which people copy and publish. */
export function dataDirectory(env: Environment, platform: string): string {
  const own = override(env);
  if (own !== undefined) return own;
  if (platform === 'win32')
    return join(absolute(env['LOCALAPPDATA']) ?? join(home(env), 'AppData', 'Local'), name, 'Data');
  if (platform === 'darwin') return join(home(env), 'Library', 'Application Support', name);
  return join(absolute(env['XDG_DATA_HOME']) ?? join(home(env), '.local', 'share'), name);
}

/** What a program keeps between two runs and nobody backs up: `$XDG_STATE_HOME/connect-cli` and its like. */
export function stateDirectory(env: Environment, platform: string): string {
  const own = override(env);
  if (own !== undefined) return join(own, 'state');
  if (platform === 'win32')
    return join(absolute(env['LOCALAPPDATA']) ?? join(home(env), 'AppData', 'Local'), name, 'State');
  if (platform === 'darwin') return join(home(env), 'Library', 'Application Support', name, 'State');
  return join(absolute(env['XDG_STATE_HOME']) ?? join(home(env), '.local', 'state'), name);
}

/** Ours alone, so it is refused: what is meant to be set apart would else reach the real settings. */
function override(env: Environment): string | undefined {
  const path = env['CONNECT_CLI_HOME'];
  if (!isSet(path)) return undefined;
  if (isAbsolute(path)) return path;
  throw new CliError('INVALID_VALUE', `CONNECT_CLI_HOME is "${path}", which is not an absolute path.`, {
    hint: 'Set it to an absolute path, such as "$PWD/home", or unset it.',
  });
}

/** An empty or relative HOME would scatter secrets over working directories: the system's own record counts then. */
function home(env: Environment): string {
  return absolute(env['HOME']) ?? absolute(os().homedir()) ?? recordedHome();
}

function recordedHome(): string {
  try {
    return absolute(os().userInfo().homedir) ?? '/';
  } catch {
    // A container can run as a user whom nothing describes. What is written here fails, and the error says where.
    return '/';
  }
}

/** The XDG specification has relative paths ignored. */
function absolute(path: string | undefined): string | undefined {
  return path !== undefined && isAbsolute(path) ? path : undefined;
}
