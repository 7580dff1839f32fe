import { untouchedFacts } from '../../../src/core/findings/key/facts.ts';
import { judgeKeyHost } from '../../../src/core/findings/key/judge.ts';
import { privateKeyForm } from '../../../src/core/tesla/private-key.ts';
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
    '{"kty":"EC","crv":"P-256","x":"a","y":"b","d":"c"}',
    'PuTTY-User-Key-File-3: ecdsa-sha2-nistp256\n',
    'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgAAAAAAAAAAAAAAAA',
    '308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420',
    '\u0030\u0077\u0002\u0001\u0001\u0004\u0020',
    '<<<<<<< HEAD\n=======\n>>>>>>> main\n',
    '<?php echo $key;',
  ],
  repeats: [
    '-----BEGIN ',
    '-----BEGIN PUBLIC KEY-----\n',
    '-----END A-----',
    '-----BEGIN A-----x',
    '-',
    '\0',
    'A-----BEGIN ',
    'BEGIN ',
    'A',
    '0a',
    '"d"  ',
    '\\',
    '0\u0080',
    '<<<<<<< \n',
  ],
  run: (text) => {
    const key = readPublicKey(text);
    const certificate = readServedCertificate(text);
    const facts = { ...untouchedFacts('example.com', 0), first: servedAs(text), key, servedCertificate: certificate };
    const { checks, findings } = judgeKeyHost(facts, null);
    const answer = { key, certificate, checks, findings, privateKeyForm: privateKeyForm(text) };
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
