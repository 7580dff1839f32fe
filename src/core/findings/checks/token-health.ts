import { connectionFinding, type ConnectionFinding } from '../connection-findings.ts';
import type { TokenFacts } from '../connection-facts.ts';
import { failureFinding } from './connection-failures.ts';

const week = 7 * 24 * 60 * 60 * 1000;

/** Age and acceptance of one stored token pair, and the end of the API that it belongs to. */
export function tokenCheck(facts: TokenFacts): readonly ConnectionFinding[] {
  return [...healthFindings(facts), ...sunsetFindings(facts)];
}

function healthFindings({ failure, refreshExpiresAt, now, key, vehicles }: TokenFacts): readonly ConnectionFinding[] {
  const authorize = { command: 'connect-cli authorize', why: 'Run Connect again.' } as const;
  if (refreshExpiresAt !== undefined && refreshExpiresAt <= now) {
    return [
      connectionFinding('token-expired', [`tokens ${key}`, `expired ${day(refreshExpiresAt)}`], { next: authorize }),
    ];
  }
  if (failure !== undefined) return [failureFinding(failure)];
  if (vehicles === 0) return [connectionFinding('no-vehicles', [`tokens ${key}`], { next: authorize })];
  if (refreshExpiresAt === undefined || refreshExpiresAt - now >= week) return [];
  const next = { command: `connect-cli token refresh ${key}`, why: 'Get a new pair.' };
  return [connectionFinding('token-expiring', [`tokens ${key}`, `expires ${day(refreshExpiresAt)}`], { next })];
}

function sunsetFindings({ era, userId }: TokenFacts): readonly ConnectionFinding[] {
  if (era === 'v3') return [];
  const evidence = ['read with a user token of v2', ...(userId === null ? [] : [`user id to store: ${userId}`])];
  const next = { command: 'connect-cli migrate plan', why: 'List per user what to store for v3.' };
  return [connectionFinding('v2-ends', evidence, { next })];
}

function day(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
