import { untouchedFacts } from '../../../src/core/findings/key/facts.ts';
import { judgeKeyHost } from '../../../src/core/findings/key/judge.ts';
import { holdsPrivateKey } from '../../../src/core/tesla/pem.ts';
import { readPublicKey, readServedCertificate } from '../../../src/io/virtual-key/public-key.ts';
import { publicKeyPem } from '../../support/keys.ts';
import type { Reader } from '../reader.ts';
import { findingsForPeople } from './for-people.ts';

export const keyFiles: Reader = {
  name: 'key-files',
  seeds: [
    publicKeyPem,
    `# ours\r\n${publicKeyPem.replaceAll('\n', '\r\n')}${publicKeyPem}`,
    '-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIA==\n-----END EC PRIVATE KEY-----\n',
    '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n',
    '<!doctype html><title>404</title>',
  ],
  repeats: [
    '-----BEGIN ',
    '-----BEGIN PUBLIC KEY-----\n',
    '-----END A-----',
    '-----BEGIN A-----x',
    '-',
    '\0',
    'A-----BEGIN ',
  ],
  run: (text) => {
    const key = readPublicKey(text);
    const certificate = readServedCertificate(text);
    const facts = { ...untouchedFacts('example.com', 0), first: servedAs(text), key, servedCertificate: certificate };
    const { checks, findings } = judgeKeyHost(facts, null);
    const answer = { key, certificate, checks, findings, holdsPrivateKey: holdsPrivateKey(text) };
    return { answer, forPeople: findingsForPeople(findings) };
  },
};

function servedAs(body: string) {
  return {
    answered: true,
    answer: {
      status: 200,
      location: null,
      contentType: 'application/x-pem-file',
      cacheControl: null,
      setsCookie: false,
      size: body.length,
      body,
      digest: '',
      ended: 'complete',
    },
  } as const;
}
