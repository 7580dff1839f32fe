import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProfileStore } from '../../../src/io/profiles/store.ts';
import { activeProject } from '../../../src/settings/project-file.ts';
import { createTestContext } from '../../support/context.ts';
import type { Reader } from '../reader.ts';

const id = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';

/** Through the store and the disk, as every command reads it. */
export const settingsFiles: Reader = {
  name: 'settings-files',
  seeds: [
    JSON.stringify({
      version: 1,
      defaultProfile: 'work',
      directories: { '/srv/app': 'work' },
      profiles: { work: { applicationId: id, redirectUris: ['http://localhost:8000/callback'], scope: 'read_vin' } },
    }),
    JSON.stringify({
      profiles: { a: { signals: ['vehicleidentification-vin'], origins: { api: 'http://localhost:1' } } },
    }),
  ],
  repeats: ['{"a":', '[', '"a":{},', '"', '{"profiles":', '"directories":{"/":"a"},'],
  refuses: ['INVALID_VALUE', 'STORE_UNAVAILABLE'],
  run: async (text) => {
    const home = mkdtempSync(join(tmpdir(), 'fuzz-'));
    try {
      writeFileSync(join(home, 'config.json'), text);
      const { pid, kill } = process;
      const store = createProfileStore({ env: { CONNECT_CLI_HOME: home }, platform: 'linux', pid, kill });
      const active = await store.active({ directory: '/srv/app/api' });
      return { answer: { profiles: await store.list(), active } };
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  },
};

export const projectFiles: Reader = {
  name: 'project-files',
  seeds: [
    JSON.stringify({
      $schema: './schema.json',
      version: 1,
      provider: 'smartcar',
      applicationId: id,
      redirectUri: 'http://localhost:8000/callback',
      scope: 'required:read_vin read_odometer',
    }),
    JSON.stringify({ clientId: id, redirectUris: ['https://example.com/callback'], scope: ['read_vin'], scop: 1 }),
  ],
  repeats: ['{"a":', '[', '"a":1,', '"redirectUri":"a",', '"https://a/",', '[[],'],
  refuses: ['INVALID_VALUE', 'API_CLIENT_ID', 'UNKNOWN_PROVIDER'],
  run: async (text) => {
    const told: string[] = [];
    const { profiles } = createTestContext();
    const project = async () => ({
      path: '/srv/app/connect-cli.json',
      text,
      isAbove: true,
      tell: (sentence: string) => void told.push(sentence),
    });
    const answer = await activeProject({ cwd: '/srv/app', profiles: { ...profiles, project } });
    return { answer: { project: answer, told } };
  },
};
