import { createRequire } from 'node:module';
import { asObject, parseJson, textField } from '../../core/text/json.ts';

/** A keychain that asks its user something nobody sees, or says nothing at all, must not hold the command. */
const timeoutMs = 3_000;

/** What is asked of one value in the keychain, as the library names it. */
export interface KeychainQuestion {
  readonly account: string;
  readonly method: 'getPassword' | 'setPassword' | 'deletePassword';
  readonly values: readonly string[];
}

const service = 'connect-cli';

/** Asks in a thread: the library waits for the keychain already where an entry is made. */
const asking = `
const { parentPort, workerData: { library, service, account, method, values } } = require('node:worker_threads');
(async () => {
  const { AsyncEntry } = require(library);
  const entry = new AsyncEntry(service, account, { linux: { store: 'secret-service' } });
  return { value: await entry[method](...values) };
})().catch((error) => ({ problem: error.message })).then((answer) => parentPort.postMessage(answer));`;

/**
 * The other process: a line of JSON in, a line of JSON out, then it ends itself; so it does after a while, and when
 * whoever asks is gone. A process ends only with its threads, and until then no signal but SIGKILL reaches it.
 *
 * The kernel keyring, which is what the library falls back to on Linux, forgets everything at the next start.
 */
const script = `
const end = () => process.kill(process.pid, 'SIGKILL');
setTimeout(end, ${timeoutMs});
const lines = require('node:readline').createInterface({ input: process.stdin }).once('close', end);
lines.once('line', (line) => {
  const { Worker } = require('node:worker_threads');
  new Worker(${JSON.stringify(asking)}, { eval: true, workerData: JSON.parse(line) }).once('message', (answer) => {
    require('node:fs').writeSync(1, JSON.stringify(answer));
    end();
  });
});`;

/**
 * Asks the keychain in a process of its own, which can be ended while it waits.
 * @param node path of the program that runs this one
 * @returns the value, where there is one
 * @throws Error if the keychain is missing, locked or silent
 */
export async function askKeychain(node: string, question: KeychainQuestion): Promise<string | undefined> {
  // The library is optional: some platforms have no build of it.
  const library = createRequire(import.meta.url).resolve('@napi-rs/keyring');
  const answer = asObject(parseJson(await runScript(node, `${JSON.stringify({ library, service, ...question })}\n`)));
  const problem = textField(answer, 'problem');
  if (problem !== undefined) throw new Error(problem);
  return textField(answer, 'value');
}

async function runScript(node: string, line: string): Promise<string> {
  const { spawn } = await import('node:child_process');
  // Secrets go through the pipe: the list of processes shows arguments to everybody.
  const child = spawn(node, ['-e', script], {
    stdio: ['pipe', 'pipe', 'ignore'],
    windowsHide: true,
    timeout: 2 * timeoutMs,
    killSignal: 'SIGKILL',
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => (text += piece));
  child.stdin.on('error', () => undefined).write(line);
  await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (text === '') throw new Error(`it did not answer within ${timeoutMs / 1000} s`);
  return text;
}
