import { isCertificateDer, isPublicKeyDer } from '../../tesla/der.ts';
import { parsePem } from '../../tesla/pem.ts';
import { privateKeyForm } from '../../tesla/private-key.ts';
import { finding, type FindingKind } from '../finding.ts';
import { servedFile, type KeyCheck } from './check.ts';
import { judgeEncoding } from './encoding.ts';

const begin = /-----BEGIN [A-Z ]{1,40}-----/;

/** Keys in other forms than the lines of a PEM file, the first that fits; what each is told by. */
const forms: readonly { readonly kind: FindingKind; readonly fits: (body: string) => boolean }[] = [
  { kind: 'key-escaped-lines', fits: (body) => /-----BEGIN [A-Z ]{1,40}-----\\+[nr]/.test(body) },
  { kind: 'key-one-line', fits: (body) => begin.test(body) && !/[\r\n]/.test(body.trim()) },
  { kind: 'key-is-openssh', fits: (body) => /^\s*(?:ecdsa-sha2-|ssh-(?:rsa|ed25519|dss) |sk-)/.test(body) },
  { kind: 'key-is-openssh', fits: (body) => body.includes('---- BEGIN SSH2 PUBLIC KEY ----') },
  { kind: 'key-is-jwk', fits: isPublicJwk },
  { kind: 'key-is-der', fits: isPublicKeyDer },
  { kind: 'key-is-certificate', fits: isCertificateDer },
];

/** A private one is told as that, and how to export it would be no advice. */
function isPublicJwk(body: string): boolean {
  const isJwk = /^\s*\{/.test(body) && /"(?:kty|keys|crv)"\s*:/.test(body.slice(0, 20_000));
  return isJwk && privateKeyForm(body) === undefined;
}

/** The right key in the wrong form: each form has its own way back. */
export const keyFormCheck: KeyCheck = {
  id: 'K16',
  title: 'the key is written as the lines of a PEM file',
  check: (facts) => {
    const file = servedFile(facts);
    if (file === undefined) return undefined;
    const { blocks } = parsePem(file.body);
    const kind = forms.find(({ fits }) => fits(file.body))?.kind;
    const evidence = [`${file.body.length} bytes`, `PEM blocks in the body: ${blocks.length}`];
    const findings = [...judgeEncoding(file), ...(kind === undefined ? [] : [finding(kind, evidence)])];
    // Where nothing is a key, there is no form to praise.
    return findings.length === 0 && blocks.length === 0 ? undefined : findings;
  },
};
