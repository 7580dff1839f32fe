import { connectionFinding, type ConnectionFinding } from '../connection-findings.ts';
import type { TokenFacts } from '../connection-facts.ts';
import { failureFinding } from './connection-failures.ts';

const week = 7 * 24 * 60 * 60 * 1000;

/** Age and acceptance of one stored token pair. */
export function tokenCheck(facts: TokenFacts): readonly ConnectionFinding[] {
  const { failure, refreshExpiresAt, now, key, vehicles } = facts;
  const authorize = { command: 'connect-cli authorize', why: 'Run Connect again.' } as const;
  if (refreshExpiresAt !== undefined && refreshExpiresAt <= now) {
    return [
      connectionFinding('token-expired', [`tokens ${key}`, `expired ${day(refreshExpiresAt)}`], { next: authorize }),
    ];
  }
  if (failure !== undefined) return [failureFinding(failure)];
  const soon =
    refreshExpiresAt !== undefined && refreshExpiresAt - now < week
      ? [
          connectionFinding('token-expiring', [`tokens ${key}`, `expires ${day(refreshExpiresAt)}`], {
            next: { command: `connect-cli token refresh ${key}`, why: 'Get a new pair.' },
          }),
        ]
      : [];
  return vehicles === 0 ? [...soon, connectionFinding('no-vehicles', [`tokens ${key}`], { next: authorize })] : soon;
}

function day(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
