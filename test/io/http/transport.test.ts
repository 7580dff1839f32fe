import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { CliError } from '../../../src/core/errors/cli-error.ts';
import { createHttpTransport } from '../../../src/io/http/transport.ts';
import { createAuthority, type TestAuthority } from '../../support/certificates.ts';

async function listen(server: Server & { closeAllConnections?(): void }): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections?.();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

async function serve(listener: RequestListener): Promise<string> {
  return `http://127.0.0.1:${await listen(createServer(listener))}`;
}

const { send } = createHttpTransport({});

/** @returns the error that the promise rejects with */
async function failureOf(promise: Promise<unknown>): Promise<CliError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CliError)) throw new Error(`Expected a CliError, got ${String(error)}`);
  return error;
}

describe('a loopback origin', () => {
  it('that answers something else than HTTP was reached', async () => {
    const answer = 'SSH-2.0-OpenSSH_9.6\r\n';
    const server = createTcpServer((socket) => {
      socket.once('data', () => socket.end(answer, () => socket.destroy()));
    });
    const port = await listen(server);
    const error = await failureOf(send({ method: 'GET', url: `http://127.0.0.1:${port}/` }));
    expect(error).toMatchObject({
      code: 'NETWORK',
      message: `"http://127.0.0.1:${port}" answered with something that is not valid HTTP (HPE_INVALID_CONSTANT).`,
      hint: 'Check the address and its port: `connect-cli config explain` shows where each address comes from.',
    });
  });

  it('gets what was asked to be sent, and its answer comes back whole', async () => {
    const seen: unknown[] = [];
    const origin = await serve((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        const { authorization, 'content-length': length } = request.headers;
        seen.push({ method: request.method, url: request.url, authorization, length, body });
        response.writeHead(201, [
          ['X-One', '1'],
          ['Set-Cookie', 'a'],
          ['Set-Cookie', 'b'],
        ]);
        response.end('über');
      });
    });
    const response = await send({
      method: 'POST',
      url: `${origin}/oauth/token?flag=1`,
      headers: { authorization: 'Basic abc' },
      body: 'grant_type=authorization_code&code=ä',
    });
    expect(seen).toEqual([
      {
        method: 'POST',
        url: '/oauth/token?flag=1',
        authorization: 'Basic abc',
        length: '37',
        body: 'grant_type=authorization_code&code=ä',
      },
    ]);
    expect(response).toMatchObject({ status: 201, body: 'über', headers: { 'x-one': '1', 'set-cookie': 'a, b' } });
  });

  it('is told which program asks, unless the request names one', async () => {
    const agents: unknown[] = [];
    const origin = await serve((request, response) => {
      agents.push(request.headers['user-agent']);
      response.end();
    });
    const named = createHttpTransport({}, 'connect-cli/1.2.3');
    await named.send({ method: 'GET', url: origin });
    await named.send({ method: 'GET', url: origin, headers: { 'user-agent': 'another' } });
    expect(agents).toEqual(['connect-cli/1.2.3', 'another']);
  });

  it('is not followed when it redirects', async () => {
    const origin = await serve((_request, response) => void response.writeHead(302, { location: '/elsewhere' }).end());
    expect(await send({ method: 'GET', url: `${origin}/` })).toMatchObject({
      status: 302,
      headers: { location: '/elsewhere' },
    });
  });

  it('that nobody listens on is NETWORK, and the hint names the sandbox', async () => {
    const port = await new Promise<number>((resolve) => {
      const server = createServer().listen(0, '127.0.0.1', () => {
        const held = (server.address() as AddressInfo).port;
        server.close(() => resolve(held));
      });
    });
    const error = await failureOf(
      send({ method: 'GET', url: `http://127.0.0.1:${port}/v2.0/vehicles?code=Canary7f3` }),
    );
    expect(error).toMatchObject({
      code: 'NETWORK',
      exitCode: 6,
      message: `"http://127.0.0.1:${port}" could not be reached: nothing listens there (ECONNREFUSED).`,
      hint: 'Start it with `connect-cli sandbox`, or check the port of the address.',
    });
  });

  it('that does not answer in time is TIMED_OUT', async () => {
    const origin = await serve(() => undefined);
    const error = await failureOf(send({ method: 'GET', url: `${origin}/`, timeoutMs: 40 }));
    expect(error).toMatchObject({
      code: 'TIMED_OUT',
      exitCode: 7,
      message: `"${origin}" did not answer within 0.04 s.`,
    });
  });

  it('that stops in the middle of its answer is TIMED_OUT too', async () => {
    const origin = await serve((_request, response) => void response.writeHead(200).write('{"half":'));
    expect((await failureOf(send({ method: 'GET', url: `${origin}/`, timeoutMs: 80 }))).code).toBe('TIMED_OUT');
  });

  it('that cuts the connection is NETWORK', async () => {
    const origin = await serve((request) => request.socket.destroy());
    expect((await failureOf(send({ method: 'GET', url: `${origin}/` }))).message).toBe(
      `"${origin}" could not be reached: the connection was cut (ECONNRESET).`,
    );
  });

  it('that sends without end is stopped', async () => {
    const origin = await serve((_request, response) => {
      const chunk = Buffer.alloc(1024 * 1024);
      const more = (): void => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', more);
      more();
    });
    expect((await failureOf(send({ method: 'GET', url: `${origin}/` }))).message).toBe(
      `The answer of "${origin}" is larger than 16 MiB.`,
    );
  });

  it('is given up with the reason of the signal', async () => {
    const controller = new AbortController();
    const origin = await serve(() => controller.abort(new Error('stopped by hand')));
    await expect(send({ method: 'GET', url: `${origin}/`, signal: controller.signal })).rejects.toThrow(
      'stopped by hand',
    );
    await expect(send({ method: 'GET', url: `${origin}/`, signal: controller.signal })).rejects.toThrow(
      'stopped by hand',
    );
  });
});

describe('a remote origin', () => {
  let authority: TestAuthority;
  beforeAll(() => {
    authority = createAuthority();
  });

  /** Plays `auth.smartcar.test` behind a proxy, as a company network would. */
  async function network(listener: RequestListener): Promise<{ env: Record<string, string>; connects: string[] }> {
    const tls = await listen(createTlsServer(authority.issue('auth.smartcar.test'), listener));
    const connects: string[] = [];
    const proxy = createServer();
    proxy.on('connect', (request, socket) => {
      connects.push(request.url ?? '');
      const inner = connect(tls, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
        inner.pipe(socket).pipe(inner);
      });
      inner.on('error', () => socket.destroy());
      socket.on('error', () => inner.destroy());
    });
    const folder = await mkdtemp(join(tmpdir(), 'connect-cli-authorities-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await writeFile(join(folder, 'ca.pem'), authority.ca);
    return {
      env: { HTTPS_PROXY: `http://127.0.0.1:${await listen(proxy)}`, SSL_CERT_FILE: join(folder, 'ca.pem') },
      connects,
    };
  }

  it('is reached through HTTPS_PROXY and trusted through SSL_CERT_FILE', async () => {
    const { env, connects } = await network((request, response) => {
      response.writeHead(302, { location: '/next', 'sc-request-id': 'abc' }).end(`${request.method} ${request.url}`);
    });
    const response = await createHttpTransport(env).send({
      method: 'GET',
      url: 'https://auth.smartcar.test/oauth?x=1',
    });
    expect(response).toMatchObject({
      status: 302,
      body: 'GET /oauth?x=1',
      headers: { location: '/next', 'sc-request-id': 'abc' },
    });
    expect(connects).toEqual(['auth.smartcar.test:443']);
  });

  it('is reached through HTTP_PROXY without TLS where its address says http', async () => {
    const target = await listen(createServer((request, response) => response.end(`${request.method} ${request.url}`)));
    const connects: string[] = [];
    const proxy = createServer();
    proxy.on('connect', (request, socket) => {
      connects.push(request.url ?? '');
      const inner = connect(target, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
        inner.pipe(socket).pipe(inner);
      });
      socket.on('error', () => inner.destroy());
    });
    const env = { HTTP_PROXY: `http://127.0.0.1:${await listen(proxy)}` };
    const response = await createHttpTransport(env).send({ method: 'GET', url: 'http://auth.smartcar.test/oauth' });
    expect(response).toMatchObject({ status: 200, body: 'GET /oauth' });
    expect(connects).toEqual(['auth.smartcar.test:80']);
  });

  it('with an unknown authority is NETWORK, and the hint names the variables', async () => {
    const { env } = await network((_request, response) => void response.end());
    const { send: sendWithoutAuthority } = createHttpTransport({ HTTPS_PROXY: env['HTTPS_PROXY'] ?? '' });
    const error = await failureOf(
      sendWithoutAuthority({ method: 'GET', url: 'https://auth.smartcar.test/oauth?code=Canary7f3' }),
    );
    expect(error.code).toBe('NETWORK');
    expect(error.message).toMatch(
      /^"https:\/\/auth\.smartcar\.test" could not be reached: its certificate .* \([A-Z_]+\)\.$/,
    );
    expect(error.hint).toContain('NODE_EXTRA_CA_CERTS');
  });

  it('under another name than its certificate says is NETWORK', async () => {
    const { env } = await network((_request, response) => void response.end());
    const error = await failureOf(createHttpTransport(env).send({ method: 'GET', url: 'https://iam.smartcar.test/' }));
    expect(error.message).toBe(
      '"https://iam.smartcar.test" could not be reached: its certificate is for another name (ERR_TLS_CERT_ALTNAME_INVALID).',
    );
  });

  it('that does not answer in time is TIMED_OUT', async () => {
    const { env } = await network(() => undefined);
    const error = await failureOf(
      createHttpTransport(env).send({ method: 'GET', url: 'https://auth.smartcar.test/', timeoutMs: 300 }),
    );
    expect(error).toMatchObject({
      code: 'TIMED_OUT',
      message: `"https://auth.smartcar.test" did not answer within 0.3 s through the proxy "${new URL(env['HTTPS_PROXY'] ?? '').host}" (HTTPS_PROXY).`,
    });
  });

  /** A proxy that answers every CONNECT with this status. */
  async function refusingProxy(status: string): Promise<string> {
    const proxy = createServer();
    proxy.on('connect', (_request, socket) => socket.end(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\n\r\n`));
    return `127.0.0.1:${await listen(proxy)}`;
  }

  const through = (variables: Readonly<Record<string, string>>) =>
    failureOf(createHttpTransport(variables).send({ method: 'GET', url: 'https://auth.smartcar.test/' }));

  it('behind a proxy that wants a password names the proxy, its variable and 407', async () => {
    const address = await refusingProxy('407 Proxy Authentication Required');
    expect(await through({ https_proxy: `http://${address}` })).toMatchObject({
      code: 'NETWORK',
      exitCode: 6,
      message: `"https://auth.smartcar.test" could not be reached: the proxy "${address}" (https_proxy) wants a user name and a password (407).`,
      hint: `Write them into https_proxy as http://USER:PASSWORD@${address}, special characters percent-encoded. Only Basic sign-in is possible.`,
    });
  });

  it('behind a proxy that refuses the password says so, and does not show it', async () => {
    const address = await refusingProxy('407 Proxy Authentication Required');
    const error = await through({ HTTP_PROXY: `http://me:Canary7f3@${address}` });
    expect(error.message).toContain(`the proxy "${address}" (HTTP_PROXY) refused the user name and password (407)`);
    expect(error.message + error.hint).not.toContain('Canary7f3');
  });

  it('behind a proxy that cannot or may not go there tells the status of the proxy', async () => {
    const address = await refusingProxy('502 Bad Gateway');
    expect((await through({ HTTPS_PROXY: address })).message).toBe(
      `"https://auth.smartcar.test" could not be reached: the proxy "${address}" (HTTPS_PROXY) answered 502 and opened no connection.`,
    );
    const strict = await refusingProxy('403 Forbidden');
    expect((await through({ HTTPS_PROXY: strict })).hint).toBe(
      'Ask who runs the proxy in HTTPS_PROXY to allow the host, or name it in NO_PROXY if this machine may go there directly.',
    );
  });

  it('behind a dead proxy blames the proxy and not the host', async () => {
    const address = await refusingProxy('200 OK');
    const dead = await new Promise<number>((resolve) => {
      const server = createServer().listen(0, '127.0.0.1', () => {
        const { port } = server.address() as AddressInfo;
        server.close(() => resolve(port));
      });
    });
    expect(address).not.toContain(String(dead));
    expect(await through({ HTTPS_PROXY: `http://127.0.0.1:${dead}` })).toMatchObject({
      message: `"https://auth.smartcar.test" could not be reached: nothing listens at the proxy "127.0.0.1:${dead}" (HTTPS_PROXY) (ECONNREFUSED).`,
      hint: 'Correct or unset HTTPS_PROXY; NO_PROXY=auth.smartcar.test goes there without a proxy. `connect-cli doctor` tries it.',
    });
  });

  it('behind something that is no proxy says that the way through it was cut', async () => {
    const proxy = createServer();
    proxy.on('connect', (_request, socket) => socket.destroy());
    const address = `127.0.0.1:${await listen(proxy)}`;
    expect((await through({ HTTPS_PROXY: address })).message).toMatch(
      new RegExp(`the connection through the proxy "${address}" \\(HTTPS_PROXY\\) was cut \\(`),
    );
  });

  it('behind a proxy that keeps silent names the proxy in TIMED_OUT', async () => {
    const proxy = createServer();
    proxy.on('connect', (_request, socket) => onTestFinished(() => void socket.destroy()));
    const address = `127.0.0.1:${await listen(proxy)}`;
    const error = await failureOf(
      createHttpTransport({ HTTPS_PROXY: address }).send({
        method: 'GET',
        url: 'https://auth.smartcar.test/',
        timeoutMs: 200,
      }),
    );
    expect(error).toMatchObject({
      code: 'TIMED_OUT',
      message: `"https://auth.smartcar.test" did not answer within 0.2 s through the proxy "${address}" (HTTPS_PROXY).`,
    });
  });

  it('with an authority that a file should hold names the variable that is set', async () => {
    const { env } = await network((_request, response) => void response.end());
    const error = await through({ HTTPS_PROXY: env['HTTPS_PROXY'] ?? '', NODE_EXTRA_CA_CERTS: '/nowhere/ca.pem' });
    expect(error.hint).toBe(
      'NODE_EXTRA_CA_CERTS is set, and the file does not hold this authority: `connect-cli doctor` reads it. NODE_EXTRA_CA_CERTS takes several in one PEM file.',
    );
  });

  it('that sends without end is stopped', async () => {
    const { env } = await network((_request, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(1024 * 1024)));
      };
      response.on('drain', more);
      more();
    });
    const error = await failureOf(createHttpTransport(env).send({ method: 'GET', url: 'https://auth.smartcar.test/' }));
    expect(error.message).toBe('The answer of "https://auth.smartcar.test" is larger than 16 MiB.');
  });

  it('that drips its answer is left at the time limit', async () => {
    const { env } = await network((_request, response) => {
      const drip = (): void => {
        if (!response.destroyed) response.write('x', () => setTimeout(drip, 20));
      };
      drip();
    });
    const request = { method: 'GET', url: 'https://auth.smartcar.test/', timeoutMs: 500 } as const;
    expect((await failureOf(createHttpTransport(env).send(request))).code).toBe('TIMED_OUT');
  });

  it('that sends headers without measure is left', async () => {
    const { env } = await network((_request, response) => {
      response.socket?.write(`HTTP/1.1 200 OK\r\n${`x-long: ${'a'.repeat(1_000)}\r\n`.repeat(100)}\r\n`);
    });
    const error = await failureOf(createHttpTransport(env).send({ method: 'GET', url: 'https://auth.smartcar.test/' }));
    expect(error).toMatchObject({
      code: 'NETWORK',
      message:
        '"https://auth.smartcar.test" could not be reached: the headers of its answer are too long (UND_ERR_HEADERS_OVERFLOW).',
    });
  });

  it('that redirects into this machine, or to itself for ever, is not followed', async () => {
    let asked = 0;
    const { env } = await network((_request, response) => {
      asked += 1;
      response.writeHead(302, { location: asked === 1 ? 'http://127.0.0.1:1/' : '/' }).end();
    });
    const { send: sendRemote } = createHttpTransport(env);
    for (const location of ['http://127.0.0.1:1/', '/']) {
      const answer = await sendRemote({ method: 'GET', url: 'https://auth.smartcar.test/' });
      expect([answer.status, answer.headers['location']]).toEqual([302, location]);
    }
    expect(asked).toBe(2);
  });

  it('is asked directly when NO_PROXY names it', async () => {
    const { env, connects } = await network((_request, response) => void response.end());
    const error = await failureOf(
      createHttpTransport({ ...env, NO_PROXY: '.smartcar.test' }).send({
        method: 'GET',
        url: 'https://auth.smartcar.test/',
      }),
    );
    expect(error.message).toContain('the name does not resolve');
    expect(connects).toEqual([]);
  });

  it('is reached through a proxy written without a scheme', async () => {
    const { env, connects } = await network((_request, response) => void response.end());
    const HTTPS_PROXY = env['HTTPS_PROXY']?.replace('http://', '') ?? '';
    await createHttpTransport({ ...env, HTTPS_PROXY }).send({ method: 'GET', url: 'https://auth.smartcar.test/' });
    expect(connects).toHaveLength(1);
  });

  it.each([
    'http://user:Canary7f3@proxy:port',
    'socks5://user:Canary7f3@proxy:1080',
    'http://user:Canary7f3%zz@proxy:1080',
  ])('with the proxy %s is a wrong value, which is not repeated', async (HTTPS_PROXY) => {
    const { send: sendThrough } = createHttpTransport({ HTTPS_PROXY });
    const error = await failureOf(sendThrough({ method: 'GET', url: 'https://auth.smartcar.test/' }));
    expect(error.code).toBe('INVALID_VALUE');
    expect(error.message + error.hint).not.toContain('Canary');
  });
});

it('errors carry nothing of the request but its origin', async () => {
  const origin = await serve((request) => request.socket.destroy());
  const error = await failureOf(
    send({
      method: 'POST',
      url: `${origin}/oauth/token?code=CanaryQ`,
      headers: { authorization: 'Bearer CanaryH' },
      body: 'refresh_token=CanaryB',
    }),
  );
  const { inspect } = await import('node:util');
  expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('Canary');
});
