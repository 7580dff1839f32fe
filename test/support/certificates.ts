import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate with its key, PEM. */
export interface TestCertificate {
  readonly key: string;
  readonly cert: string;
}

/** An authority of the tests' own that signs certificates with openssl. */
export interface TestAuthority {
  readonly ca: string;
  /** @param options.days -1 for one that has ended */
  issue(name: string, options?: { days?: number; names?: readonly string[] }): TestCertificate;
  /** A certificate of an intermediate authority: `cert` is the leaf alone, `chain` has the intermediate behind it. */
  issueThroughIntermediate(name: string): TestCertificate & { readonly chain: string };
}

/** Runs openssl in a folder of its own, which is gone afterwards. */
function inFolder<T>(work: (run: (...args: string[]) => void, path: (name: string) => string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'connect-cli-certificates-'));
  try {
    return work(
      (...args) => void execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' }),
      (name) => join(folder, name),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const ecKey = ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'] as const;

function selfSigned(name: string, key: readonly string[], extensions: readonly string[] = []): TestCertificate {
  return inFolder((run, path) => {
    const files = ['-keyout', 'key.pem', '-out', 'cert.pem'];
    run('req', '-x509', '-newkey', ...key, '-nodes', '-days', '30', '-subj', `/CN=${name}`, ...extensions, ...files);
    return readPair(path);
  });
}

function readPair(path: (name: string) => string): TestCertificate {
  return { key: readFileSync(path('key.pem'), 'utf8'), cert: readFileSync(path('cert.pem'), 'utf8') };
}

/** A self-signed certificate with an RSA key of 2048 bits, as web servers and proxies carry them. */
export function createRsaCertificate(name: string): TestCertificate {
  return selfSigned(name, ['rsa:2048']);
}

function sign(
  authority: TestCertificate,
  name: string,
  { days = 30, extensions }: { readonly days?: number | undefined; readonly extensions: string },
): TestCertificate {
  return inFolder((run, path) => {
    writeFileSync(path('ca-key.pem'), authority.key);
    writeFileSync(path('ca.pem'), authority.cert);
    writeFileSync(path('extensions'), extensions);
    run('req', '-newkey', ...ecKey, '-nodes', '-subj', `/CN=${name}`, '-keyout', 'key.pem', '-out', 'request.pem');
    const by = ['-CA', 'ca.pem', '-CAkey', 'ca-key.pem', '-CAcreateserial', '-extfile', 'extensions'];
    run('x509', '-req', '-in', 'request.pem', ...by, '-days', String(days), '-out', 'cert.pem');
    return readPair(path);
  });
}

function leafExtensions(names: readonly string[]): string {
  return `subjectAltName=${names.map((name) => `DNS:${name}`).join(',')}\nbasicConstraints=CA:FALSE\n`;
}

export function createAuthority(): TestAuthority {
  const root = selfSigned('Authority of the tests', ecKey, ['-addext', 'basicConstraints=critical,CA:TRUE']);
  return {
    ca: root.cert,
    issue: (name, { days, names = [name] } = {}) => sign(root, name, { days, extensions: leafExtensions(names) }),
    issueThroughIntermediate: (name) => {
      const intermediate = sign(root, 'Intermediate of the tests', {
        extensions: 'basicConstraints=critical,CA:TRUE\n',
      });
      const leaf = sign(intermediate, name, { extensions: leafExtensions([name]) });
      return { ...leaf, chain: leaf.cert + intermediate.cert };
    },
  };
}
