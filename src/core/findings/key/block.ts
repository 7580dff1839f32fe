import { finding, type Finding } from '../finding.ts';
import { isPrivateLabel, parsePem } from '../../tesla/pem.ts';
import type { KeyHostFacts } from './facts.ts';
import { slipOf } from './slips.ts';
import { privateKeyIn, quote, servedFile, type KeyCheck } from './check.ts';

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
    const form = privateKeyIn(file);
    if (form !== undefined) findings.push(finding('key-private-served', [privateKeyEvidence(labels, form), facts.url]));
    if (labels.length > 1) findings.push(finding('key-several-blocks', labels.map(quote)));
    if (labels.length === 0 && findings.length === 0) {
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

function privateKeyEvidence(labels: readonly string[], form: string): string {
  const exposed = labels.filter((label) => isPrivateLabel(label) || label === 'EC PARAMETERS');
  return exposed.some(isPrivateLabel) ? `label ${exposed.map(quote).join(', ')}` : `a private key in ${form}`;
}

function judgeLabel(label: string, facts: KeyHostFacts): readonly Finding[] {
  if (label === 'PUBLIC KEY' || isPrivateLabel(label)) return [];
  if (!label.includes('CERTIFICATE')) return [finding('key-label', [quote(label)])];
  const { servedCertificate } = facts;
  const seen =
    servedCertificate === null ? [] : [`${servedCertificate.keyType} key`, `for ${quote(servedCertificate.subject)}`];
  return [finding('key-is-certificate', [quote(label), ...seen])];
}
