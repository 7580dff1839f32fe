import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectApplication, type ConnectedApplication } from './application.ts';
import { readCurl } from './curl.ts';
import { documentedExamples, type DocumentedExample } from './examples.ts';
import { differences, pick, pickText } from './shape.ts';

let app: ConnectedApplication;
let placeholders: ReadonlyMap<string, string>;

beforeAll(async () => {
  app = await connectApplication();
  const { api, sandbox, userId } = app;
  const token = pickText((await api.requestToken()).body, 'access_token');
  const connections = (await api.vehicle('/connections')).body;
  const vehicleId = pickText(connections, 'data.0.relationships.vehicle.data.id');
  const { webhookId } = sandbox.application;
  await api.management('/subscriptions', {
    method: 'POST',
    body: { data: { attributes: { webhookId, userId, vehicleId } } },
  });
  placeholders = new Map([
    ['https://iam.smartcar.com', sandbox.url],
    ['https://vehicle.api.smartcar.com', sandbox.url],
    ['https://management.api.smartcar.com', sandbox.url],
    ['YOUR_CLIENT_ID', sandbox.application.apiClientId],
    ['YOUR_CLIENT_SECRET', sandbox.application.apiClientSecret],
    ['<token>', token],
    ['<sc-user-id>', userId],
    ['{userId}', userId],
    ['{vehicleId}', vehicleId],
    ['{connectionId}', pickText(connections, 'data.0.id')],
    ['{webhookId}', webhookId],
    ['{subscriptionId}', pickText((await api.management('/subscriptions')).body, 'data.0.id')],
  ]);
});

afterAll(() => app.close());

async function send({ command }: DocumentedExample): Promise<Response> {
  let text = command;
  for (const [placeholder, value] of placeholders) text = text.replaceAll(placeholder, value);
  const { method, url, headers, body } = readCurl(text);
  return fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
}

/** The words of the protocol in an answer: what the reference writes there must be what comes. */
function wordsOf(answer: unknown): readonly unknown[] {
  return ['data.type', 'data.attributes.commandType', 'data.attributes.action', 'data.attributes.executionMode'].map(
    (place) => pick(answer, place),
  );
}

describe('the examples of the API reference, word for word', () => {
  it.each(documentedExamples)('$page', async (example) => {
    const response = await send(example);
    const text = await response.text();
    const answer: unknown = text === '' ? undefined : JSON.parse(text);
    expect(response.status).toBe(example.status);
    expect(differences(example.answer, answer)).toEqual([]);
    expect(wordsOf(answer)).toEqual(wordsOf(example.answer));
  });

  it('has errors in the form of the one that it prints', async () => {
    const { status, body } = await app.api.vehicle('/connections?page[size]=many');
    const printed = {
      errors: [
        {
          status: '400',
          type: 'VALIDATION',
          code: 'BAD_REQUEST',
          title: 'Bad Request',
          detail: 'The request could not be understood by the server due to malformed syntax.',
          links: { about: 'https://smartcar.com/docs/errors/api-errors/v3/validation-errors' },
        },
      ],
    };
    expect(status).toBe(400);
    expect(differences(printed, body)).toEqual([]);
    expect(pick(body, 'errors.0.links')).toEqual(printed.errors[0]?.links);
  });
});
