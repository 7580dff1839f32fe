import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A token endpoint that rotates refresh tokens, counts requests and keeps the old token alive for its minute. */
export interface TokenServer {
  readonly origin: string;
  /** Refresh tokens in the order in which they were posted. */
  readonly posted: readonly string[];
  /** The newest pair. */
  newest(): { readonly access: string; readonly refresh: string };
  close(): Promise<void>;
}

/**
 * Starts with the refresh token `refresh-0`; each refresh gives the pair of the next number.
 * @param hold waited for before each answer
 */
export async function startTokenServer(hold: () => Promise<void> = () => Promise.resolve()): Promise<TokenServer> {
  const posted: string[] = [];
  let number = 0;
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const token = new URLSearchParams(body).get('refresh_token') ?? '';
      posted.push(token);
      const age = number - Number(token.replace('refresh-', ''));
      const accepted = token.startsWith('refresh-') && (age === 0 || age === 1);
      if (accepted) number += 1;
      void hold().then(() => {
        response.writeHead(accepted ? 200 : 400, { 'content-type': 'application/json' });
        response.end(
          JSON.stringify(
            accepted
              ? {
                  access_token: `access-${number}`,
                  refresh_token: `refresh-${number}`,
                  token_type: 'Bearer',
                  expires_in: 7200,
                }
              : { error: 'invalid_grant', error_description: `Invalid refresh_token: ${token}.` },
          ),
        );
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    posted,
    newest: () => ({ access: `access-${number}`, refresh: `refresh-${number}` }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
