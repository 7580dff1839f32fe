import { chmod, mkdir, stat, writeFile, readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { isInRange } from '../../src/commands/doctor/checks/node.ts';
import { CliError } from '../../src/core/errors/cli-error.ts';
import { Secret } from '../../src/core/secret.ts';
import { openBrowser } from '../../src/io/browser.ts';
import type { Context } from '../../src/io/context.ts';
import { probeKeychain, type KeyringEntry } from '../../src/io/credentials/keychain.ts';
import { createOwners, ownerTag, readOwnerSystem } from '../../src/io/file-owner.ts';
import type { MachineTools } from '../../src/io/machine.ts';
import { createAuthority } from '../support/certificates.ts';
import { deadPort, doctor, listening, originsAt, originsOn, patient } from '../support/doctor.ts';
import { makeHome, type Home } from '../support/home.ts';
import { runningSandbox } from '../support/rehearsal.ts';
import { runCli } from '../support/run.ts';
import { schemaFaults } from '../support/schema.ts';
import { expectTranscript } from '../support/transcript.ts';

const applicationId = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';
let home: Home;

beforeEach(async () => {
  home = await makeHome();
});
afterEach(() => home.remove());

/** Smartcar's origins answered by a server that says nothing of interest. */
const quietOrigins = () => originsAt((_request, response) => void response.writeHead(404).end());

describe('doctor', () => {
  it('finds nothing wrong with a running sandbox, and says what it looked at', async () => {
    const sandbox = await runningSandbox();
    const words = [`--sandbox=${sandbox.url}`, '--no-browser'];
    const result = await runCli(['doctor', ...words], patient(home));
    expect(result.exitCode).toBe(0);
    await expectTranscript('doctor', `connect-cli doctor ${words.join(' ')}`, result, [
      [new RegExp(new URL(sandbox.url).host, 'g'), 'localhost:4010'],
      [new RegExp(home.path, 'g'), '/home/me'],
      [/Node \S+ runs/, 'Node 22.11.0 runs'],
      [/after \d+ ms/g, 'after 3 ms'],
      [/Recognised[^]*?(?=\n✓ IPv4)/, 'A desktop with a display.'],
      [/localhost is [^.]+(?:\.[^.\n]+)*\./, 'localhost is 127.0.0.1 and ::1.'],
      [/[0-9a-f]{8}-[0-9a-f-]{27}/g, applicationId],
      [/client_sandbox\w+/g, 'client_sandbox1a2b3c'],
    ]);
  });

  it('prints one document, which fits its schema, and no secret', async () => {
    const sandbox = await runningSandbox();
    const { document, exitCode, stdout } = await doctor([`--sandbox=${sandbox.url}`, '--no-browser'], patient(home));
    expect(schemaFaults(document)).toEqual([]);
    expect([exitCode, document.passed]).toEqual([0, true]);
    for (const secret of [sandbox.clientSecret, sandbox.apiClientSecret]) expect(stdout).not.toContain(secret.reveal());
    expect(document.checks.map(({ id }) => id)).toEqual([
      'node',
      'surroundings',
      'ip-families',
      'browser',
      'modes',
      'leftovers',
      'keychain',
      'settings',
      'ports',
      'proxy',
      'certificate-authorities',
      'origin-connect',
      'origin-auth',
      'origin-api',
      'origin-iam',
      'origin-vehicle-api',
      'origin-management',
      'clock',
      'registration',
      'credentials',
    ]);
    for (const { status, fix } of document.checks) {
      expect(fix === null).toBe(status === 'ok' || status === 'skipped');
    }
  });

  it('judges a Node by the range of the package', () => {
    expect(isInRange('20.19.0', '>=20.19')).toBe(true);
    expect(isInRange('20.18.9', '>=20.19')).toBe(false);
    expect(isInRange('22.0.0', '>=20.19')).toBe(true);
    expect(isInRange('18.20.4', '>=20.19')).toBe(false);
    expect(isInRange('18.20.4', '>=18.20 || >=20.19')).toBe(true);
  });
});

describe('doctor finds', () => {
  it('a taken port, and names who holds it', async () => {
    const port = await listening(createServer());
    const found = await doctor(
      ['--redirect-uri', `http://localhost:${port}/exchange`, '--no-browser'],
      patient(home, await quietOrigins()),
    );
    expect(found.exitCode).toBe(5);
    const { status, evidence, fix } = found.check('ports');
    expect(status).toBe('error');
    const owner = process.platform === 'linux' ? `.+ \\(process ${process.pid}\\)` : '.+';
    expect(evidence[0]).toMatch(new RegExp(`^127\\.0\\.0\\.1:${port} is taken by ${owner}\\.$`));
    expect(fix).toContain('--redirect-uri');
  });

  it('only the one of two ports that is taken', async () => {
    const [taken, free] = [await listening(createServer()), await deadPort()];
    const uris = [free, taken].flatMap((port) => ['--redirect-uri', `http://localhost:${port}/exchange`]);
    const found = await doctor([...uris, '--no-browser'], patient(home, await quietOrigins()));
    expect(found.check('ports').evidence).toEqual([
      `localhost:${free} is free.`,
      expect.stringContaining(`127.0.0.1:${taken} is taken by`),
    ]);
  });

  it('a process that may open no further file, and blames no port', async () => {
    const given = patient(home, await quietOrigins());
    const listenLoopback = async (): Promise<never> => {
      throw new CliError('PORT_UNAVAILABLE', 'connect-cli cannot wait: it cannot be listened on (EMFILE).', {
        hint: 'Another one.',
        cause: Object.assign(new Error('EMFILE'), { code: 'EMFILE' }),
      });
    };
    const uri = ['--redirect-uri', 'http://localhost:8000/exchange'];
    const found = await doctor([...uri, '--no-browser'], { ...given, listenLoopback });
    const fix =
      'Raise the limit of open files (`ulimit -n` shows it), or close what holds so many files and connections.';
    expect(found.check('ports')).toMatchObject({ status: 'error', fix });
    expect(found.check('ip-families')).toMatchObject({ status: 'error', fix });
  });

  it('a home in which nothing can be stored', async () => {
    const file = join(home.path, 'file');
    await writeFile(file, '');
    const env = { ...(await quietOrigins()), CONNECT_CLI_HOME: join(file, 'inside') };
    const found = await doctor(['--no-browser'], patient(home, env));
    expect(found.check('modes')).toMatchObject({
      status: 'error',
      evidence: [`Nothing can be stored in "${file}" (ENOTDIR): a part of the path is a file.`],
      fix: 'Make the directory writable, or set CONNECT_CLI_HOME to one that is.',
    });
    expect(found.exitCode).toBe(5);
  });

  it.each([
    ['EROFS', 'the file system is read-only', 'Make the directory writable, or set CONNECT_CLI_HOME to one that is.'],
    ['ENOSPC', 'the disk is full', 'Free some space there, or set CONNECT_CLI_HOME to a directory elsewhere.'],
  ])('a directory that refuses a file with %s', async (code, reason, fix) => {
    const given = patient(home, await quietOrigins());
    const machine: MachineTools = {
      ...given.machine!,
      inspectStore: async () => ({
        ...(await given.machine!.inspectStore()),
        unwritable: [{ directory: '/home/me', code }],
      }),
    };
    const found = await doctor(['--no-browser'], { ...given, machine });
    const evidence = [`Nothing can be stored in "/home/me" (${code}): ${reason}.`];
    expect(found.check('modes')).toMatchObject({ status: 'error', evidence, fix });
  });

  it('nothing of its own in the store', async () => {
    const before = await readdir(home.path);
    const found = await doctor(['--no-browser'], patient(home, await quietOrigins()));
    expect(found.check('modes').status).toBe('ok');
    expect(await readdir(home.path)).toEqual(before);
  });

  it('a dead launcher, by its exit', async () => {
    const env = await quietOrigins();
    const launch = (program: string) =>
      doctor([], { ...patient(home, env), openBrowser: (url) => openBrowser(url, { BROWSER: program }, 'linux') });
    const dead = await launch('/bin/false');
    expect(dead.check('browser')).toMatchObject({
      status: 'error',
      evidence: ['No browser opens: "/bin/false" ended with exit code 1.'],
    });
    expect(dead.exitCode).toBe(5);
    const missing = await launch('no-such-browser');
    expect(missing.check('browser').evidence).toEqual(['No browser opens: "no-such-browser" is not installed.']);
    const none = await launch('none');
    expect(none.check('browser').status).toBe('skipped');
  });

  it('a browser that comes, and one that is started and does not', async () => {
    const env = await quietOrigins();
    const comes = await doctor([], {
      ...patient(home, env),
      openBrowser: async (url) => {
        void fetch(url, { headers: { accept: 'text/html' } });
        return { opened: true };
      },
    });
    expect(comes.check('browser')).toMatchObject({
      status: 'ok',
      evidence: ['The launcher started a browser, and the browser reached this machine.'],
    });
    const late: Context['clock'] = {
      now: () => Date.now(),
      sleep: (milliseconds) => (milliseconds === 6_000 ? Promise.resolve() : new Promise(() => {})),
    };
    const absent = await doctor([], {
      ...patient(home, env),
      clock: late,
      openBrowser: async () => ({ opened: true }),
    });
    expect(absent.check('browser').status).toBe('warning');
    expect(absent.check('browser').evidence[0]).toMatch(
      /^The launcher succeeded, but no browser connected to localhost:\d+/,
    );
  });

  it.each([
    ['behind', 3 * 60 * 60_000, 'error', /^This machine is 3 hours behind http:/],
    ['ahead', -2 * 60_000, 'warning', /^This machine is 2 minutes ahead of http:/],
    ['right', 20_000, 'ok', /^This machine and http:\S+ agree to within a minute\.$/],
  ])('a clock that is %s', async (_, ahead, status, evidence) => {
    const env = await originsAt((_request, response) => {
      response.writeHead(404, { date: new Date(Date.now() + ahead).toUTCString() }).end();
    });
    const { check } = await doctor(['--no-browser'], patient(home, env));
    expect(check('clock').status).toBe(status);
    expect(check('clock').evidence[0]).toMatch(evidence);
  });

  it('a proxy that wants a password (407), without showing the one that is there', async () => {
    const proxy = createServer();
    proxy.on('connect', (_request, socket) => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'));
    const port = await listening(proxy);
    const { check, stdout, exitCode } = await doctor(
      ['--no-browser'],
      patient(home, { HTTPS_PROXY: `http://me:Canary7f3@127.0.0.1:${port}` }),
    );
    expect(check('proxy')).toMatchObject({
      status: 'error',
      evidence: [`The proxy "127.0.0.1:${port}" (HTTPS_PROXY) refused the user name and password (407).`],
    });
    expect(check('origin-auth').evidence[0]).toContain(`the proxy "127.0.0.1:${port}" (HTTPS_PROXY)`);
    expect(exitCode).toBe(5);
    expect(stdout).not.toContain('Canary7f3');
  });

  it('a proxy that is dead, and one that is none', async () => {
    const port = await deadPort();
    const dead = await doctor(['--no-browser'], patient(home, { HTTPS_PROXY: `127.0.0.1:${port}` }));
    expect(dead.check('proxy')).toMatchObject({
      status: 'error',
      evidence: [`Nothing listens at the proxy "127.0.0.1:${port}" (HTTPS_PROXY) (ECONNREFUSED).`],
    });
    // Errors of the network name doctor: here it would send people in a circle.
    expect(dead.check('origin-auth').fix).toBe(
      'Correct or unset HTTPS_PROXY; NO_PROXY=auth.smartcar.com goes there without a proxy.',
    );
    const socks = await doctor(['--no-browser'], patient(home, { HTTPS_PROXY: 'socks5://127.0.0.1:1080' }));
    expect(socks.check('proxy').evidence).toEqual(['The proxy in HTTPS_PROXY is not an http or https address.']);
    const past = await doctor(
      ['--no-browser'],
      patient(home, { HTTPS_PROXY: `127.0.0.1:${port}`, NO_PROXY: 'smartcar.com', ...originsOn(port) }),
    );
    expect(past.check('proxy').status).toBe('skipped');
  });

  it('a file of authorities that cannot be used', async () => {
    const origins = await quietOrigins();
    const path = join(home.path, 'ca.pem');
    const read = async (env: Readonly<Record<string, string>>) =>
      (await doctor(['--no-browser'], patient(home, { ...origins, ...env }))).check('certificate-authorities');
    expect(await read({ NODE_EXTRA_CA_CERTS: path })).toMatchObject({
      status: 'error',
      evidence: [`NODE_EXTRA_CA_CERTS names "${path}", and there is no such file.`],
    });
    await writeFile(path, 'no certificate\n');
    expect((await read({ SSL_CERT_FILE: path })).evidence).toEqual([
      `SSL_CERT_FILE names "${path}", and it holds no certificate in PEM.`,
    ]);
    await writeFile(path, '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n');
    expect((await read({ SSL_CERT_FILE: path })).evidence[0]).toContain('a certificate in it is damaged');
    await writeFile(path, createAuthority().ca);
    expect(await read({ SSL_CERT_FILE: path })).toMatchObject({
      status: 'ok',
      evidence: [`SSL_CERT_FILE names "${path}" with 1 certificate.`],
    });
  });

  it('a locked keychain: an error where the key of the store is in it, else a warning', async () => {
    const origins = await quietOrigins();
    const locked = (env: Readonly<Record<string, string>>) => {
      const given = patient(home, { ...origins, ...env });
      const machine: MachineTools = {
        ...given.machine!,
        probeKeychain: async () => ({ outcome: 'failed', reason: 'the collection is locked' }),
      };
      return doctor(['--no-browser'], { ...given, machine });
    };
    const needed = await locked({ CONNECT_CLI_STORE: 'keychain' });
    expect(needed.check('keychain')).toMatchObject({
      status: 'error',
      evidence: [
        'The keychain cannot be used: the collection is locked.',
        'It holds the key that seals the stored secrets.',
      ],
    });
    expect(needed.check('keychain').fix).toMatch(/^Unlock it/);
    expect((await locked({ CONNECT_CLI_STORE: '' })).check('keychain').status).toBe('warning');
    expect((await locked({ CONNECT_CLI_STORE: 'file' })).check('keychain').status).toBe('skipped');
    expect((await locked({ CONNECT_CLI_STORE: 'vault' })).check('keychain').evidence).toEqual([
      'CONNECT_CLI_STORE is "vault".',
    ]);
  });

  it('no keychain where there is no session', async () => {
    const found = await doctor(['--no-browser'], patient(home, { ...(await quietOrigins()), CONNECT_CLI_STORE: '' }));
    expect(found.check('keychain')).toMatchObject({
      status: 'ok',
      evidence: ['There is no keychain in this session.', expect.stringContaining(home.path)],
    });
  });

  it.runIf(process.platform !== 'win32')('files that others can read, and closes them with --fix', async () => {
    const { credentials } = home.context();
    await credentials.writeSecret('app/client-secret', new Secret('canary'));
    const directory = join(home.path, 'credentials');
    const files = (await readdir(directory)).map((name) => join(directory, name));
    await chmod(directory, 0o755);
    for (const file of files) await chmod(file, 0o644);
    const env = await quietOrigins();

    const found = await doctor(['--no-browser'], patient(home, env));
    expect(found.exitCode).toBe(5);
    expect(found.check('modes')).toMatchObject({
      status: 'error',
      evidence: [`"${directory}" has mode 0755.`, ...files.map((file) => `"${file}" has mode 0644.`)],
      fix: '`connect-cli doctor --fix` closes them to others.',
    });

    await chmod(directory, 0o755);
    for (const file of files) await chmod(file, 0o644);
    const mended = await doctor(['--no-browser', '--fix'], patient(home, env));
    expect(mended.document.mended).toContain(`Closed the directory "${directory}" to others: 0755 is now 0700.`);
    expect(mended.document.mended).toContain(`Closed the file "${files[0]}" to others: 0644 is now 0600.`);
    expect(mended.check('modes').status).toBe('ok');
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    for (const file of files) expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('locks and files of dead processes, and removes those alone with --fix', async () => {
    const directory = join(home.path, 'credentials');
    await mkdir(directory, { mode: 0o700 });
    const system = readOwnerSystem({ pid: process.pid, kill: (pid, signal) => process.kill(pid, signal) });
    const { self } = createOwners(system);
    const ended = spawnSync(process.execPath, ['-e', '']).pid;
    const dead = { ...self, pid: ended, started: '1' };
    const lock = join(directory, 'one.json.lock');
    const living = join(directory, 'two.json.lock');
    const half = join(directory, `one.json.${ownerTag(dead)}.4f5e.tmp`);
    await writeFile(lock, JSON.stringify({ ...dead, token: 't' }), { mode: 0o600 });
    await writeFile(living, JSON.stringify({ ...self, token: 't' }), { mode: 0o600 });
    await writeFile(half, '{', { mode: 0o600 });
    const env = await quietOrigins();

    const found = await doctor(['--no-browser'], patient(home, env));
    expect(found.check('leftovers').status).toBe('warning');
    expect(found.check('leftovers').evidence.toSorted()).toEqual(
      [
        `"${half}" is of process ${ended}, which is no longer running.`,
        `The lock "${lock}" is of process ${ended}, which is no longer running.`,
        `The lock "${living}" is held by process ${process.pid}, which is running.`,
      ].toSorted(),
    );

    const mended = await doctor(['--no-browser', '--fix'], patient(home, env));
    expect(mended.document.mended.toSorted()).toEqual([
      `Removed "${half}" of process ${ended}, which is no longer running.`,
      `Removed the lock "${lock}" of process ${ended}, which is no longer running.`,
    ]);
    expect(mended.check('leftovers').status).toBe('ok');
    expect(await readdir(directory)).toEqual(['two.json.lock']);
  });

  it('an origin that nobody serves, and says which', async () => {
    const port = await deadPort();
    const env = { ...(await quietOrigins()), SMARTCAR_AUTH_ORIGIN: `http://127.0.0.1:${port}` };
    const found = await doctor(['--no-browser'], patient(home, env));
    expect(found.exitCode).toBe(5);
    expect(found.check('origin-auth')).toMatchObject({
      status: 'error',
      evidence: [`"http://127.0.0.1:${port}" could not be reached: nothing listens there (ECONNREFUSED).`],
    });
    expect(found.check('origin-api').status).toBe('ok');
  });

  it('an origin with trouble of its own', async () => {
    const env = await originsAt((_request, response) => void response.writeHead(503).end());
    expect((await doctor(['--no-browser'], patient(home, env))).check('origin-api').status).toBe('warning');
  });

  it('refused credentials, apart from an endpoint that cannot be reached', async () => {
    const refusing = await originsAt((_request, response) => {
      response.writeHead(401, { 'content-type': 'application/json' }).end('{"error":"invalid_client"}');
    });
    const own = { SMARTCAR_CLIENT_ID: applicationId, SMARTCAR_CLIENT_SECRET: 'canary-wrong' };
    const refused = await doctor(['--no-browser'], patient(home, { ...refusing, ...own }));
    expect(refused.exitCode).toBe(5);
    expect(refused.check('credentials').status).toBe('error');
    expect(refused.check('credentials').evidence.join(' ')).toContain('401 "invalid_client"');
    expect(refused.check('credentials').fix).toContain('connect-cli init');
    expect(refused.stdout).not.toContain('canary-wrong');

    const unreachable = await doctor(['--no-browser'], patient(home, { ...originsOn(await deadPort()), ...own }));
    expect(unreachable.check('credentials')).toMatchObject({ status: 'skipped', fix: null });
    expect(unreachable.check('credentials').evidence.join(' ')).toContain('could not be reached');
  });

  it('refused credentials of API v3', async () => {
    const sandbox = await runningSandbox();
    const env = {
      SMARTCAR_API_CLIENT_ID: sandbox.apiClientId,
      SMARTCAR_API_CLIENT_SECRET: 'canary-wrong',
      SMARTCAR_IAM_ORIGIN: sandbox.url,
      SMARTCAR_VEHICLE_API_ORIGIN: sandbox.url,
      ...originsOn(Number(new URL(sandbox.url).port)),
    };
    const { check } = await doctor(['--no-browser'], patient(home, env));
    expect(check('credentials').status).toBe('error');
    expect(check('credentials').evidence.join(' ')).toContain('oauth2/token');
  });

  it('ids of the wrong kind, and redirect URIs that cannot be right', async () => {
    const env = await quietOrigins();
    const settings = async (...args: readonly string[]) =>
      (await doctor([...args, '--no-browser'], patient(home, env))).check('settings');
    expect(await settings('--application-id', 'client_abc')).toMatchObject({ status: 'error' });
    expect((await settings('--application-id', 'no-uuid')).status).toBe('warning');
    expect((await settings()).evidence[0]).toBe('No application id is given.');
    const id = ['--application-id', applicationId];
    expect((await settings(...id)).status).toBe('ok');
    expect(await settings(...id, '--redirect-uri', 'http://localhost:8000/cb#x')).toMatchObject({
      status: 'error',
      evidence: [
        `The application id is "${applicationId}" (flag --application-id).`,
        expect.any(String),
        '"http://localhost:8000/cb#x" carries a fragment, which a redirect URI must not have.',
      ],
    });
    expect((await settings(...id, '--redirect-uri', 'http://127.0.0.1:8000/cb')).evidence.at(-1)).toContain(
      'reported to be refused',
    );
  });

  it('an origin that is none, without ending', async () => {
    const found = await doctor(['--no-browser'], patient(home, { SMARTCAR_API_ORIGIN: 'api.smartcar.com' }));
    expect(found.exitCode).toBe(5);
    expect(found.check('settings').evidence[0]).toContain('SMARTCAR_API_ORIGIN is "api.smartcar.com"');
    expect(found.check('node').status).toBe('ok');
  });

  it('an id or a redirect URI that Connect does not know', async () => {
    const sandbox = await runningSandbox();
    const origins = originsOn(Number(new URL(sandbox.url).port));
    const registration = async (id: string, redirectUri: string) =>
      (await doctor(['--client-id', id, '--redirect-uri', redirectUri, '--no-browser'], patient(home, origins))).check(
        'registration',
      );
    const [known = ''] = sandbox.redirectUris;
    expect((await registration(sandbox.clientId, known)).status).toBe('ok');
    expect(await registration(sandbox.clientId, 'http://localhost:9/elsewhere')).toMatchObject({
      status: 'error',
      evidence: ['Connect does not know the redirect URI http://localhost:9/elsewhere ("Unauthorized redirect_uri").'],
    });
    expect((await registration(applicationId, known)).evidence).toEqual([
      'Connect does not know the application id ("Invalid parameter").',
    ]);
  });

  it('a check that does not come to an end, and the others all the same', async () => {
    const env = await quietOrigins();
    const given = patient(home, env);
    const machine: MachineTools = { ...given.machine!, lookUpLocalhost: () => new Promise(() => {}) };
    const clock: Context['clock'] = {
      now: () => Date.now(),
      sleep: (milliseconds) =>
        milliseconds === 15_000 ? new Promise((resolve) => setTimeout(resolve, 300)) : new Promise(() => {}),
    };
    const found = await doctor(['--no-browser'], { ...given, machine, clock });
    expect(found.check('ip-families')).toMatchObject({
      status: 'error',
      evidence: ['It did not finish within 15 s.'],
    });
    expect(found.check('node').status).toBe('ok');
  });

  it('ends with the reason of Ctrl-C', async () => {
    const stop = new AbortController();
    onTestFinished(() => stop.abort());
    const env = await originsAt(() => stop.abort(new Error('stopped by hand')));
    const { exitCode, stdout } = await runCli(['doctor', '--no-browser', '--json'], {
      ...patient(home, env),
      signal: stop.signal,
    });
    expect(exitCode).toBe(1);
    expect(stdout).toBe('');
  });
});

describe('the round trip of the keychain', () => {
  const entry = (part: Partial<KeyringEntry>): KeyringEntry => {
    let kept: string | null = null;
    return {
      getPassword: async () => kept,
      setPassword: async (value) => {
        kept = value;
      },
      deletePassword: async () => {
        kept = null;
      },
      ...part,
    };
  };

  it('writes a value, reads it and takes it away', async () => {
    const sound = entry({});
    await probeKeychain('value', sound);
    expect(await sound.getPassword()).toBeNull();
  });

  it('fails where the keychain is locked, or gives back something else', async () => {
    const locked = entry({ setPassword: () => Promise.reject(new Error('locked')) });
    await expect(probeKeychain('value', locked)).rejects.toThrow('locked');
    await expect(probeKeychain('value', entry({ getPassword: async () => 'other' }))).rejects.toThrow(
      'it gave back another value than was written',
    );
  });
});
