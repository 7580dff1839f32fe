import { privateKeyIn } from '../../core/findings/key/check.ts';
import {
  keyClients,
  untouchedFacts,
  type KeyFetch,
  type KeyHostFacts,
  type StrayPath,
} from '../../core/findings/key/facts.ts';
import { twinDomain } from '../../core/tesla/key-domain.ts';
import { parsePem } from '../../core/tesla/pem.ts';
import { publicKeyPath } from '../../core/tesla/virtual-key.ts';
import type { KeyHostRequest } from '../key-tools.ts';
import { readCertificate } from './certificate.ts';
import { fetchKey, type FetchLimits, type FetchOptions } from './key-fetch.ts';
import { readPublicKey, readServedCertificate } from './public-key.ts';
import { resolveRoute, type KeyTarget } from './route.ts';

/** An answer is read up to 64 KiB and 10 seconds: a key has 178 bytes. */
const defaultLimits: FetchLimits = { bytes: 64 * 1024, timeMs: 10_000 };

/** Where private keys end up beside the public one. */
const strayPaths = ['/private-key.pem', '/.well-known/appspecific/private-key.pem'] as const;

/** How often the same address is asked again. */
const repeatCount = 2;

/**
 * Takes the facts about a host that serves a public key to Tesla.
 * @param takenAt milliseconds since 1970
 */
export async function probeKeyHost(
  request: KeyHostRequest,
  takenAt: number,
  limits: FetchLimits = defaultLimits,
): Promise<KeyHostFacts> {
  const { route, target } = await resolveRoute(request);
  const facts = { ...untouchedFacts(request.domain, takenAt), route };
  if (target === null) return facts;
  const { certificate, failure } = await readCertificate(target, limits.timeMs);
  const reached = { ...facts, certificate, connectFailure: failure };
  // An untrusted host is not asked for the file: there is no insecure mode.
  const fetched = certificate?.trusted === true ? await fetchAll(target, request, limits) : {};
  return { ...reached, ...fetched, twin: failure === null ? await fetchTwin(request, limits) : null };
}

async function fetchAll(
  target: KeyTarget,
  request: KeyHostRequest,
  limits: FetchLimits,
): Promise<Partial<KeyHostFacts>> {
  const plain: FetchOptions = { path: publicKeyPath, agent: 'program', limits };
  const first = await fetchKey(target, plain);
  const strays = request.lookForPrivateKey ? await fetchStrays(target, limits) : null;
  const reading = { first, strayPaths: strays, ...readBody(first) };
  // What never ends is not asked for again.
  if (first.answered && first.answer.ended !== 'complete') return reading;
  const clients = await Promise.all(
    keyClients.map(async (client) => ({ client, fetch: await fetchKey(target, { ...plain, agent: client }) })),
  );
  const again = first.answered ? repeatCount : 0;
  const repeats = await Promise.all(Array.from({ length: again }, () => fetchKey(target, plain)));
  return { ...reading, clients, repeats };
}

function readBody(fetch: KeyFetch): Pick<KeyHostFacts, 'key' | 'servedCertificate'> {
  if (!fetch.answered || fetch.answer.status !== 200) return { key: null, servedCertificate: null };
  const { body } = fetch.answer;
  const block = parsePem(body).blocks.find(({ label }) => label.endsWith('PUBLIC KEY'));
  return {
    key: block === undefined ? null : readPublicKey(block.text),
    servedCertificate: readServedCertificate(body),
  };
}

function fetchStrays(target: KeyTarget, limits: FetchLimits): Promise<readonly StrayPath[]> {
  return Promise.all(
    strayPaths.map(async (path) => {
      const fetched = await fetchKey(target, { path, agent: 'program', limits });
      if (!fetched.answered || fetched.answer.status !== 200) return { path, holdsPrivateKey: false };
      const { answer } = fetched;
      const isHidden = (answer.notUnpacked ?? null) !== null;
      return { path, holdsPrivateKey: privateKeyIn(answer) !== undefined, hidden: isHidden ? answer : undefined };
    }),
  );
}

async function fetchTwin(request: KeyHostRequest, limits: FetchLimits): Promise<KeyHostFacts['twin']> {
  const domain = twinDomain(request.domain);
  const { target } = await resolveRoute({ ...request, domain });
  if (target === null) return null;
  return { domain, fetch: await fetchKey(target, { path: publicKeyPath, agent: 'program', limits }) };
}
