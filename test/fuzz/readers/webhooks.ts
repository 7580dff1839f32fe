import { Secret } from '../../../src/core/secret.ts';
import { checkWebhook } from '../../../src/core/webhook/check.ts';
import { readEvent } from '../../../src/core/webhook/event.ts';
import { explainEvent } from '../../../src/core/webhook/explain-event.ts';
import { resolveEdition, resolveProvider } from '../../../src/flags/provider.ts';
import { createSigner } from '../../../src/io/webhook/signer.ts';
import { renderWebhookCheck } from '../../../src/report/human/webhook-check.ts';
import { managementToken, signatureOf } from '../../support/webhooks.ts';
import type { Reader } from '../reader.ts';
import { findingsForPeople, plainStyle } from './for-people.ts';

const signer = createSigner(new Secret(managementToken));
const provider = resolveProvider(undefined);
const edition = resolveEdition(provider, undefined);
const verify = '{"eventId":"e0","eventType":"VERIFY","data":{"challenge":"5f6c"},"meta":{"version":"4.0"}}';
const signature = signatureOf(verify);

export const webhookBodies: Reader = {
  name: 'webhook-bodies',
  seeds: [
    verify,
    '{"eventId":"e1","eventType":"VEHICLE_ERROR","data":{"user":{"id":"u"},"vehicle":{"id":"v","make":"TESLA"},"errors":[{"type":"PERMISSION","code":null,"state":"ERROR","resolution":{"type":"REAUTHENTICATE","url":"https://example.com"},"signals":["location-preciselocation"]}]},"meta":{"deliveryId":"d"}}',
    '{"eventType":"VEHICLE_STATE","data":{"signals":[{"code":"odometer-traveleddistance","status":{"value":"ERROR","error":{"type":"COMPATIBILITY","code":"VEHICLE_NOT_CAPABLE"}}}]}}',
    '{"version":"2.0","eventName":"verify","payload":{"challenge":"abc"}}',
  ],
  repeats: ['\n', '\r\n', ' ', '[', '{"a":', '"a":1,', '"\\u00e9",', '1,', '"/"', '[]', '{"type":"PERMISSION"},'],
  run: (text) => {
    const body = { bytes: Buffer.from(text), text };
    const [event, check] = [readEvent(text), checkWebhook(body, signature, signer)];
    const { findings, next } = explainEvent(event, { provider, edition });
    return {
      answer: { event, check, findings, next },
      forPeople: `${renderWebhookCheck(check, plainStyle)}\n${findingsForPeople(findings)}`,
    };
  },
};

export const signatures: Reader = {
  name: 'signatures',
  seeds: [signature, `sha256=${signature.toUpperCase()}`, Buffer.from(signature, 'hex').toString('base64')],
  repeats: ['sha256=', ' ', 'a', '='],
  run: (text) => {
    const check = checkWebhook({ bytes: Buffer.from(verify), text: verify }, text, signer);
    return { answer: check, forPeople: renderWebhookCheck(check, plainStyle) };
  },
};
