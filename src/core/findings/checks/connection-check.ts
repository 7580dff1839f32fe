import type { ConnectionFacts } from '../connection-facts.ts';
import type { ConnectionFinding } from '../connection-findings.ts';

/** One check of a connection: facts in, findings out; none when all is well or the facts do not allow the check. */
export type ConnectionCheck = (facts: ConnectionFacts) => readonly ConnectionFinding[];
