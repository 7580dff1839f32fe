import { Agent as HttpAgent, request as requestHttp, type ClientRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { CliError } from '../../core/errors/cli-error.ts';
import { ByteCollector } from '../byte-collector.ts';
import { AttemptTimeout, BodyCut, explainFailure } from '../http/failure.ts';
import { fixedLookup } from '../virtual-key/addresses.ts';
import type { OutgoingDelivery, ReceiverAnswer } from '../webhook.ts';
import { endToEndHeaders } from './raw-headers.ts';

/** Longest answer that is read: nobody reads the body of an answer to a webhook. In bytes. */
const longestAnswer = 1024 * 1024;

/** One for all: each delivery would make its own. They keep no connection, which an app may close as it is used again. */
const agents = { http: new HttpAgent({ keepAlive: false }), https: new HttpsAgent({ keepAlive: false }) };

/** Posts a delivery to the address that was judged, over a connection of its own. */
export async function sendDelivery(delivery: OutgoingDelivery): Promise<ReceiverAnswer> {
  const { body, timeoutMs, signal } = delivery;
  signal?.throwIfAborted();
  const started = performance.now();
  const request = startRequest(delivery);
  // Within an answer, Node reports our own end of the connection as the receiver's: ECONNRESET.
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    request.destroy(new AttemptTimeout());
  }, timeoutMs);
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
    throw error instanceof CliError ? error : explainSending(error, delivery, isLate);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}

function startRequest({ target, headers, body }: OutgoingDelivery): ClientRequest {
  const url = new URL(target.url);
  const [start, agent] = url.protocol === 'https:' ? [requestHttps, agents.https] : [requestHttp, agents.http];
  return start(url, {
    method: 'POST',
    // A flat list keeps case, order and repetitions; nothing is added to it but the connection's own.
    headers: [...endToEndHeaders(headers), 'Host', url.host, 'Content-Length', String(body.length)],
    agent,
    lookup: fixedLookup([...target.addresses]),
  });
}

function responseTo(request: ClientRequest, body: Uint8Array): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once('response', (response) => {
      const { statusCode = 0 } = response;
      if (statusCode >= 200) return resolve(response);
      request.destroy();
      reject(noAnswer(statusCode));
    });
    request.once('upgrade', ({ statusCode = 0 }, socket) => {
      socket.destroy();
      reject(noAnswer(statusCode));
    });
    // Stays on: a failure after the answer began must not end the process.
    request.on('error', reject);
    request.end(body);
  });
}

async function readAnswer(response: IncomingMessage): Promise<Uint8Array> {
  const collector = new ByteCollector();
  try {
    for await (const piece of response as AsyncIterable<Uint8Array>) {
      if (collector.length + piece.length > longestAnswer) throw answerTooLarge();
      collector.add(piece);
    }
  } catch (error) {
    throw error instanceof CliError ? error : new BodyCut(response.statusCode ?? 0, error);
  }
  return collector.bytes;
}

/** A status below 200 ends nothing, and cannot be handed on. */
function noAnswer(status: number): CliError {
  return new CliError('NETWORK', `The receiver sent the status ${status}, which is no answer.`, {
    hint: 'Answer a webhook with 200 and a few bytes.',
  });
}

function answerTooLarge(): CliError {
  return new CliError('NETWORK', `The receiver's answer is larger than ${longestAnswer / 1024 / 1024} MiB.`, {
    hint: 'Answer a webhook with a status and a few bytes.',
  });
}

const hints = {
  late: 'Smartcar gives a receiver 15 s: take the delivery, answer 200, and do the work afterwards.',
  cut: 'Answer a webhook with a status and a few bytes, and end the answer.',
  unreached: 'Check that the receiver runs, its port and its path.',
} as const;

/** @param isLate the time was up, whatever Node says of the connection */
function explainSending(error: unknown, { target, timeoutMs }: OutgoingDelivery, isLate: boolean): CliError {
  const { origin } = new URL(target.url);
  const isCut = error instanceof BodyCut;
  if (isCut && isLate) {
    const message = `"${origin}" answered ${error.status}, but its answer did not end within ${timeoutMs / 1000} s.`;
    return new CliError('TIMED_OUT', message, { hint: hints.late });
  }
  const { code, message } = explainFailure(error, { origin, timeoutMs, env: {} });
  return new CliError(code, message, {
    hint: code === 'TIMED_OUT' ? hints.late : isCut ? hints.cut : hints.unreached,
  });
}
