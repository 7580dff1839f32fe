import { expect, it } from 'vitest';
import { createDeliveryHandler } from '../../src/commands/webhook/delivery-handler.ts';
import { smartcar } from '../../src/core/providers/smartcar/provider.ts';
import { Secret } from '../../src/core/secret.ts';
import { resolveEdition } from '../../src/flags/provider.ts';
import { webhookBody } from '../../src/io/webhook/body.ts';
import { createSigner } from '../../src/io/webhook/signer.ts';
import { createTestContext } from '../support/context.ts';

it('holds up events where a reader leaves a thousand lines waiting, and VERIFY not yet', async () => {
  let read = (): void => {};
  const gate = new Promise<void>((resolve) => (read = resolve));
  const context = createTestContext({
    random: { token: () => 't', uuid: () => '00000000-0000-4000-8000-000000000000' },
  });
  const receiver = createDeliveryHandler(context, {
    signer: createSigner(new Secret('amt-of-the-tests')),
    edition: resolveEdition(smartcar, undefined),
    store: { keep: async () => {}, list: async () => [] },
    target: undefined,
    print: () => gate,
    onPrintFailure: () => undefined,
    onStoreFailure: () => undefined,
  });
  const answer = (text: string) =>
    receiver.answer({ receivedAt: 0, headers: [], body: webhookBody(Buffer.from(text)) });
  for (let event = 0; event < 1000; event += 1) expect((await answer('{}')).status).toBe(401);
  let isAnswered = false;
  const late = answer('{}').then(() => (isAnswered = true));
  expect((await answer('{"eventType":"VERIFY","data":{"challenge":"a"}}')).status).toBe(200);
  expect(isAnswered).toBe(false);
  read();
  await late;
  await receiver.settled();
});
