import { request } from 'node:http';
import type { Input } from '../../src/io/context.ts';
import { captureOutput } from '../support/context.ts';
import { memoryStore, rehearsal } from '../support/rehearsal.ts';
import { runCli, type RunResult } from '../support/run.ts';
import type { FieldReport } from './report.ts';

const id = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';
const argv = [
  'authorize',
  'read_odometer',
  '--client-id',
  id,
  '--redirect-uri',
  'http://localhost:0/exchange',
  '--no-browser',
  '--timeout',
  '2s',
];

/** What stderr says of the link, as soon as it is printed. */
function watchedLink() {
  let tell: (link: URL) => void = () => {};
  const link = new Promise<URL>((resolve) => (tell = resolve));
  const stderr = captureOutput();
  const write = (text: string): void => {
    stderr.write(text);
    const address = /https:\/\/connect\.smartcar\.com\S+/.exec(text)?.[0];
    if (address !== undefined) tell(new URL(address));
  };
  return { link, stderr: { ...stderr, write } };
}

function filledIn(text: string, link: URL): string {
  const redirect = new URL(link.searchParams.get('redirect_uri') ?? '');
  return text.replace('PORT', redirect.port).replace('STATE', link.searchParams.get('state') ?? '');
}

/** Pastes an address at the prompt of a waiting `authorize`. */
export async function answerPaste(input: string): Promise<RunResult> {
  const { link, stderr } = watchedLink();
  const stdin: Input = {
    isTTY: false,
    readAll: async () => '',
    async *lines() {
      yield filledIn(input, await link);
    },
  };
  return runCli([...argv, '--json'], rehearsal({ stdin, stderr, credentials: memoryStore() }));
}

/** Sends a request to the loopback server of a waiting `authorize`, and lets the time run out. */
export async function answerCallback({ input, host }: FieldReport): Promise<RunResult> {
  const { link, stderr } = watchedLink();
  const waiting = runCli(argv, rehearsal({ stderr }));
  const opened = await link;
  const page = await get(new URL(filledIn(input, opened), opened.searchParams.get('redirect_uri') ?? ''), host);
  const result = await waiting;
  return { ...result, stdout: `${result.stdout}\n${page}` };
}

function get(url: URL, host: string | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers: { host: host ?? url.host } }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => resolve(Buffer.concat(parts).toString('utf8')));
    });
    sent.on('error', reject);
    sent.end();
  });
}
