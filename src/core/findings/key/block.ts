import { finding, type Finding } from '../finding.ts';
import { holdsPrivateKey, isPrivateLabel, parsePem } from '../../tesla/pem.ts';
import type { KeyHostFacts } from './facts.ts';
import { keyFormOf } from './form.ts';
import { slipOf } from './slips.ts';
import { quote, servedFile, type KeyCheck } from './check.ts';

/** A certificate, a private key or two blocks in the file are the usual slips. */
export const keyBlockCheck: KeyCheck = {
  id: 'K7',
  title: 'the file is one PUBLIC KEY block',
  check: (facts) => {
    const file = servedFile(facts);
    if (file === undefined) return undefined;
    const { blocks, broken } = parsePem(file.body);
    const labels = blocks.map(({ label }) => label);
    const findings: Finding[] = [];
    const exposed = labels.filter((label) => isPrivateLabel(label) || label === 'EC PARAMETERS');
    if (exposed.some(isPrivateLabel) || holdsPrivateKey(file.body)) {
      findings.push(
        finding('key-private-served', [`label ${exposed.map(quote).join(', ') || 'of a private key'}`, facts.url]),
      );
    }
    if (labels.length > 1) findings.push(finding('key-several-blocks', labels.map(quote)));
    // A key in another form is told as that, by a check of its own.
    if (labels.length === 0 && findings.length === 0 && keyFormOf(file) === undefined) {
      findings.push(
        finding(
          'key-missing',
          [broken ? 'a BEGIN or END line without the other' : `${file.size} bytes without a BEGIN line`],
          slipOf(file.body),
        ),
      );
    }
    return [...findings, ...labels.flatMap((label) => judgeLabel(label, facts))];
  },
};

function judgeLabel(label: string, facts: KeyHostFacts): readonly Finding[] {
  if (label === 'PUBLIC KEY' || isPrivateLabel(label)) return [];
  if (!label.includes('CERTIFICATE')) return [finding('key-label', [quote(label)])];
  const { servedCertificate } = facts;
  const seen =
    servedCertificate === null ? [] : [`${servedCertificate.keyType} key`, `for ${quote(servedCertificate.subject)}`];
  return [finding('key-is-certificate', [quote(label), ...seen])];
}
