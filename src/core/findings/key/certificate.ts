import { finding, type Finding } from '../finding.ts';
import type { CertificateFacts, KeyHostFacts } from './facts.ts';
import type { KeyFindingKind } from './kinds.ts';
import { quote, type KeyCheck } from './check.ts';

const day = 24 * 60 * 60 * 1000;

/** What a strict TLS client makes of the certificate. */
export const keyCertificateCheck: KeyCheck = {
  id: 'K3',
  title: 'the TLS certificate is trusted, valid now and for this name',
  check: (facts) => {
    if (facts.connectFailure !== null) return [finding('key-host-unreachable', [facts.connectFailure])];
    return facts.certificate === null ? undefined : judge(facts.certificate, facts);
  },
};

function judge(certificate: CertificateFacts, { takenAt, domain }: KeyHostFacts): readonly Finding[] {
  if (!certificate.trusted) {
    const kind = problemKind(certificate.problem);
    return [finding(kind, evidence(kind, certificate, domain))];
  }
  if (certificate.validTo - takenAt >= 14 * day) return [];
  return [finding('key-certificate-expires-soon', [`valid until ${date(certificate.validTo)}`])];
}

function problemKind(problem: string | null): KeyFindingKind {
  if (problem === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'key-certificate-name';
  if (problem === 'CERT_HAS_EXPIRED' || problem === 'CERT_NOT_YET_VALID') return 'key-certificate-expired';
  return 'key-certificate-untrusted';
}

function evidence(kind: KeyFindingKind, certificate: CertificateFacts, domain: string): readonly string[] {
  if (kind === 'key-certificate-name') {
    return [
      `wanted ${domain}`,
      `the certificate names ${certificate.names.slice(0, 10).map(quote).join(', ') || 'nothing'}`,
    ];
  }
  if (kind === 'key-certificate-expired') {
    return [`valid from ${date(certificate.validFrom)} until ${date(certificate.validTo)}`];
  }
  const sent = certificate.chainLength === 1 ? 'one certificate' : `${certificate.chainLength} certificates`;
  return [certificate.problem ?? 'not trusted', `issued by ${quote(certificate.issuer)}`, `the host sent ${sent}`];
}

function date(time: number): string {
  return Number.isFinite(time) ? new Date(time).toISOString().slice(0, 10) : 'an unreadable date';
}
