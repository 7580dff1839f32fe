import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkWebhook } from '../../../src/core/webhook/check.ts';
import { findSignature } from '../../../src/core/webhook/header-file.ts';
import { serializedForms } from '../../../src/core/webhook/json-forms.ts';
import type { WebhookSigner } from '../../../src/core/webhook/signer.ts';

const signer: WebhookSigner = {
  sign: (content) => createHmac('sha256', 'amt').update(content).digest('hex'),
  isSame: (given, expected) => given === expected,
};
const body = (text: string | Buffer) => {
  const bytes = Buffer.from(text as string);
  return { bytes, text: bytes.toString('utf8') };
};
const check = (text: string, signature: string | undefined) => {
  const { reason, findings, valid } = checkWebhook(body(text), signature, signer);
  return { reason, valid, kinds: findings.map(({ kind }) => kind) };
};
const mac = (text: string, encoding: 'hex' | 'base64' = 'hex') =>
  createHmac('sha256', 'amt').update(text).digest(encoding);

// The pair of the Node SDK's own unit test.
const sdkBody = '{"pizza":"pasta"}';
const sdkSignature = '4c05a8da471f05156ad717baa4017acd13a3a809850b9ca7d3301dcaaa854f70';

describe('a signature', () => {
  it("fits: the vector of Smartcar's SDKs", () => {
    expect(check(sdkBody, sdkSignature)).toEqual({ reason: 'ok', valid: true, kinds: [] });
  });

  it('leads on with the file that the body was read from', () => {
    const event = '{"data":{"errors":[{"type":"PERMISSION","code":null}]}}';
    const commandAfter = (path?: string) => checkWebhook({ ...body(event), path }, mac(event), signer).next[0]?.command;
    expect(commandAfter('my event.json')).toBe('connect-cli explain-error - < "my event.json"');
    expect(commandAfter()).toBe('connect-cli explain-error - < body.json');
  });

  it('is missing, whatever else is wrong', () => {
    for (const none of [undefined, '', '  ']) expect(check('no json', none).reason).toBe('no-signature');
  });

  it('is of no JSON, before anything else is said', () => {
    expect(check('pizza=pasta', mac('pizza=pasta')).reason).toBe('not-json');
    expect(check('', mac('')).reason).toBe('not-json');
    expect(checkWebhook({ bytes: Buffer.from([0x22, 0xff, 0x22]), text: null }, sdkSignature, signer).reason).toBe(
      'not-json',
    );
  });

  it.each([
    ['upper-case', sdkSignature.toUpperCase()],
    ['prefixed', `sha256=${sdkSignature}`],
    ['base64', Buffer.from(sdkSignature, 'hex').toString('base64')],
    ['base64 without padding', Buffer.from(sdkSignature, 'hex').toString('base64').replace('=', '')],
    ['base64url', Buffer.from(sdkSignature, 'hex').toString('base64url')],
    ['prefixed base64', `sha256=${Buffer.from(sdkSignature, 'hex').toString('base64')}`],
  ])('is in another encoding: %s', (_, signature) => {
    expect(check(sdkBody, signature)).toEqual({
      reason: 'wrong-encoding',
      valid: false,
      kinds: ['webhook-wrong-encoding'],
    });
  });

  it('is not called base64 where the bytes are not the right ones', () => {
    expect(check(sdkBody, mac('other', 'base64')).reason).toBe('wrong-token-or-body');
    expect(check(sdkBody, sdkSignature.replace('4', '5').toUpperCase()).reason).toBe('wrong-token-or-body');
  });

  it.each(['\n', '\r\n', '\n\n'])('is of the body without the line end %j', (end) => {
    expect(check(`${sdkBody}${end}`, sdkSignature)).toEqual({
      reason: 'newline-added',
      valid: false,
      kinds: ['webhook-newline-added'],
    });
  });

  it('is of a body that did end with a line end', () => {
    expect(check(`${sdkBody}\n`, mac(`${sdkBody}\n`)).reason).toBe('ok');
  });

  it('names both faults where two came together, the encoding first', () => {
    expect(check(`${sdkBody}\n`, sdkSignature.toUpperCase())).toEqual({
      reason: 'wrong-encoding',
      valid: false,
      kinds: ['webhook-wrong-encoding', 'webhook-newline-added'],
    });
  });

  it.each([
    ['Python put spaces', '{"b": [1, 2.50], "a": {}}', '{"b":[1,2.50],"a":{}}'],
    ['somebody indented it', '{\n  "b": [\n    1,\n    2\n  ],\n  "a": {}\n}', '{"b":[1,2],"a":{}}'],
    ['it was indented when signed', '{"b":[1],"a":"x"}', '{\n    "b": [\n        1\n    ],\n    "a": "x"\n}'],
    ['Python escaped it', '{"n":"Zo\\u00eb \\ud83d\\ude97"}', '{"n":"Zoë 🚗"}'],
    ['it was escaped when signed', '{"n":"Zoë"}', '{"n":"Zo\\u00eb"}'],
    ['PHP escaped slashes', '{"u":"https:\\/\\/a\\/ë"}', '{"u":"https://a/ë"}'],
    ['Go escaped it for HTML', '{"u":"a\\u0026b\\u003c"}', '{"u":"a&b<"}'],
    ['keys like numbers keep their order', '{"2": 1, "1": 2}', '{"2":1,"1":2}'],
  ])('is of the same JSON in another form: %s', (_, came, signed) => {
    expect(check(came, mac(signed))).toEqual({
      reason: 'body-reserialized',
      valid: false,
      kinds: ['webhook-body-reserialized'],
    });
  });

  it.each([
    ['sorted keys', '{"a":1,"b":2}', '{"b":2,"a":1}'],
    ['a number that was spelled otherwise', '{"a":1}', '{"a":1.0}'],
    ['another value', '{"a":1}', '{"a":2}'],
  ])('claims no form that does not fit: %s', (_, came, signed) => {
    expect(check(came, mac(signed)).reason).toBe('wrong-token-or-body');
  });

  it('is no signature at all', () => {
    for (const text of ['abc', `${sdkSignature}0`, 'null'])
      expect(check(sdkBody, text).reason).toBe('wrong-token-or-body');
  });
});

describe('serializedForms', () => {
  it('writes every form of a value that JSON.parse reads as the same', () => {
    const text = '{"a": ["x/ü<", {}, [], null, -1.5e3, true], "": "\\"\\\\ \\n"}';
    const forms = [...serializedForms(text)];
    expect(new Set(forms).size).toBeGreaterThan(20);
    for (const form of forms) expect(JSON.parse(form)).toEqual(JSON.parse(text));
  });

  it('reads a long string', () => {
    const text = JSON.stringify({ long: 'é"'.repeat(50_000) });
    expect([...serializedForms(text)][0]).toBe(text);
  });
});

describe('serializedForms of what nobody signs', () => {
  const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;

  it.each([
    ['of nothing but brackets', deep(30_000)],
    ['of brackets side by side', `[${Array.from({ length: 500 }, () => deep(60)).join(',')}]`],
    ['of brackets around what has escapes', `{"ü/<":${deep(20_000)}}`],
  ])('stay as long as an event would make them: a text %s', (_, text) => {
    const forms = [...serializedForms(text)];
    expect(forms.length).toBeGreaterThanOrEqual(2);
    for (const form of forms) expect(form.length).toBeLessThanOrEqual(14 * text.length);
  });

  it('keep their indentation as deep as an event goes', () => {
    const text = '{"data":{"signals":[{"body":{"value":{"list":[{"a":[1,2]}]}}}]}}';
    expect([...serializedForms(text)]).toContain(JSON.stringify(JSON.parse(text), null, 4));
  });
});

describe('findSignature', () => {
  it.each([
    ['lines', 'Content-Type: application/json\nSC-Signature: abc\nX: y'],
    ['a request with its first line', 'POST /hook HTTP/1.1\r\nHost: x\r\nsc-signature:abc\r\n\r\n'],
    ['what curl -v prints', '> POST /hook HTTP/1.1\n> Sc-Signature: abc'],
    ['a JSON object', '{"SC-SIGNATURE":"abc"}'],
    ['a JSON object of lists', '{"sc-signature":["abc"]}'],
    ['a list of pairs', '[["Host","x"],["SC-Signature","abc"]]'],
    ['names and values in turn', '["Host","x","SC-Signature","abc"]'],
    ['a list of objects', '[{"name":"SC-Signature","value":"abc"}]'],
  ])('reads %s', (_, text) => expect(findSignature(text)).toBe('abc'));

  it.each(['', 'Content-Type: x', '{}', '[]', '[1,2]', '7', 'x-sc-signature: abc'])('finds none in %j', (text) =>
    expect(findSignature(text)).toBeUndefined(),
  );
});
