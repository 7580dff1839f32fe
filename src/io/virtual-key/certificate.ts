import { connect, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import type { CertificateFacts } from '../../core/findings/key/facts.ts';
import { describeFailure, type KeyTarget } from './route.ts';

/** The host's certificate, or why no TLS connection came about. */
export type CertificateReading =
  | { readonly certificate: CertificateFacts; readonly failure: null }
  | { readonly certificate: null; readonly failure: string };

/**
 * Shakes hands, reads the certificate and hangs up. An untrusted certificate is read too, so that the report can
 * say what is wrong with it; nothing is sent over such a connection, and the fetches refuse it.
 */
export function readCertificate(target: KeyTarget, timeMs: number): Promise<CertificateReading> {
  return new Promise((resolve) => {
    const socket = connect({ ...target, rejectUnauthorized: false });
    const finish = (reading: CertificateReading) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(reading);
    };
    const timer = setTimeout(
      () => finish({ certificate: null, failure: `no TLS handshake within ${timeMs / 1000} s` }),
      timeMs,
    );
    socket.once('secureConnect', () => finish({ certificate: describeCertificate(socket), failure: null }));
    socket.on('error', (error) => finish({ certificate: null, failure: describeFailure(error) }));
    socket.once('close', () => finish({ certificate: null, failure: 'the host closed the connection' }));
  });
}

function describeCertificate(socket: TLSSocket): CertificateFacts {
  const peer = socket.getPeerCertificate(true);
  return {
    trusted: socket.authorized,
    problem: socket.authorized ? null : problemCode(socket.authorizationError),
    subject: commonName(peer.subject),
    issuer: commonName(peer.issuer),
    names: certificateNames(peer),
    validFrom: Date.parse(peer.valid_from),
    validTo: Date.parse(peer.valid_to),
    chainLength: chainLength(peer),
  };
}

// Typed as an Error; Node hands over its code as a string.
function problemCode(error: unknown): string {
  return typeof error === 'string' ? error : describeFailure(error);
}

function commonName(name: DetailedPeerCertificate['subject'] | undefined): string {
  const { CN, O } = name ?? {};
  const first = [CN, O].flat().find((part) => part !== undefined);
  return first ?? 'unnamed';
}

function certificateNames(peer: DetailedPeerCertificate): readonly string[] {
  const names = (peer.subjectaltname ?? '').split(', ').filter((name) => name !== '');
  return names.map((name) => name.replace(/^[A-Za-z ]+:/, ''));
}

function chainLength(peer: DetailedPeerCertificate): number {
  let length = 1;
  let current = peer;
  while (current.issuerCertificate !== undefined && current.issuerCertificate !== current && length < 20) {
    current = current.issuerCertificate;
    length += 1;
  }
  return length;
}
