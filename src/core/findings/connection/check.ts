import type { Finding } from '../finding.ts';
import type { ConnectionFacts } from './facts.ts';

/** One check of a connection: facts in, findings out; none when all is well or the facts do not allow the check. */
export type ConnectionCheck = (facts: ConnectionFacts) => readonly Finding[];
