import { userInfo } from 'node:os';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { configDirectory, dataDirectory, stateDirectory } from '../../../src/io/credentials/directories.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('where settings and secrets rest', () => {
  it.each([[''], ['relative/home']])('HOME=%j never puts them below the working directory', (home) => {
    vi.stubEnv('HOME', home);
    const recorded = userInfo().homedir;
    expect(configDirectory({ HOME: home }, 'linux')).toBe(`${recorded}/.config/connect-cli`);
    expect(dataDirectory({ HOME: home }, 'linux')).toBe(`${recorded}/.local/share/connect-cli`);
  });

  it('follows the XDG variables, and leaves relative ones out as their specification says', () => {
    expect(configDirectory({ HOME: '/h', XDG_CONFIG_HOME: '/x' }, 'linux')).toBe('/x/connect-cli');
    expect(dataDirectory({ HOME: '/h', XDG_DATA_HOME: 'x' }, 'linux')).toBe('/h/.local/share/connect-cli');
    expect(configDirectory({ HOME: '/h', CONNECT_CLI_HOME: '/own', XDG_CONFIG_HOME: '/x' }, 'linux')).toBe('/own');
  });

  it.each([configDirectory, dataDirectory, stateDirectory])('refuses a CONNECT_CLI_HOME that is relative: %o', (of) => {
    expect(() => of({ HOME: '/h', CONNECT_CLI_HOME: './iso' }, 'linux')).toThrow(
      'CONNECT_CLI_HOME is "./iso", which is not an absolute path.',
    );
    expect(of({ HOME: '/h', CONNECT_CLI_HOME: '' }, 'linux')).toMatch(/^\/h\//);
  });
});
