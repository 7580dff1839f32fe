import { request as requestHttp, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { CliError } from '../../core/errors/cli-error.ts';
import { AttemptTimeout, explainFailure } from '../http/failure.ts';
import { fixedLookup } from '../virtual-key/addresses.ts';
import type { OutgoingDelivery, ReceiverAnswer } from '../webhook.ts';
import { createPace } from './pace.ts';
import { endToEndHeaders } from './raw-headers.ts';

/** Longest answer that is read: nobody reads the body of an answer to a webhook. In bytes. */
const longestAnswer = 1024 * 1024;

/** In a burst, VERIFY must be answered between the connections to the app. */
const turn = createPace(8);

/** Posts a delivery to the address that was judged, over a connection of its own. */
export async function sendDelivery(delivery: OutgoingDelivery): Promise<ReceiverAnswer> {
  const { target, body, timeoutMs, signal } = delivery;
  signal?.throwIfAborted();
  const started = performance.now();
  await turn();
  const request = startRequest(delivery);
  const timer = setTimeout(() => request.destroy(new AttemptTimeout()), timeoutMs);
  const abort = (): void => void request.destroy();
  signal?.addEventListener('abort', abort, { once: true });
  try {
    const response = await responseTo(request, body);
    const answer = await readAnswer(response);
    return {
      status: response.statusCode ?? 0,
      headers: response.rawHeaders,
      body: answer,
      milliseconds: Math.round(performance.now() - started),
    };
  } catch (error) {
    signal?.throwIfAborted();
    throw error instanceof CliError
      ? error
      : withOwnHint(explainFailure(error, { origin: new URL(target.url).origin, timeoutMs, env: {} }));
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}

function startRequest({ target, headers, body }: OutgoingDelivery): ClientRequest {
  const url = new URL(target.url);
  const start = url.protocol === 'https:' ? requestHttps : requestHttp;
  return start(url, {
    method: 'POST',
    // A flat list keeps case, order and repetitions; nothing is added to it but the connection's own.
    headers: [...endToEndHeaders(headers), 'Host', url.host, 'Content-Length', String(body.length)],
    agent: false,
    lookup: fixedLookup([...target.addresses]),
  });
}

function responseTo(request: ClientRequest, body: Uint8Array): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once('response', resolve);
    // Stays on: a failure after the answer began must not end the process.
    request.on('error', reject);
    request.end(body);
  });
}

async function readAnswer(response: IncomingMessage): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > longestAnswer) throw answerTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function answerTooLarge(): CliError {
  return new CliError('NETWORK', `The receiver's answer is larger than ${longestAnswer / 1024 / 1024} MiB.`, {
    hint: 'Answer a webhook with a status and a few bytes.',
  });
}

function withOwnHint({ code, message }: CliError): CliError {
  return new CliError(code, message, {
    hint:
      code === 'TIMED_OUT'
        ? 'Smartcar gives a receiver 15 s: take the delivery, answer 200, and do the work afterwards.'
        : 'Check that the receiver runs, its port and its path.',
  });
}
