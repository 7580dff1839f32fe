import { finding, type Finding } from '../finding.ts';
import type { TokenFacts } from './facts.ts';
import { commandLine } from '../../text/shell.ts';
import { failureFinding } from './failures.ts';

const week = 7 * 24 * 60 * 60 * 1000;

/** Age and acceptance of one stored token pair, and the end of the API that it belongs to. */
export function tokenCheck(facts: TokenFacts): readonly Finding[] {
  return [...healthFindings(facts), ...sunsetFindings(facts)];
}

function healthFindings({ failure, refreshExpiresAt, now, key, vehicles }: TokenFacts): readonly Finding[] {
  const authorize = { command: 'connect-cli authorize', why: 'Run Connect again.' } as const;
  if (refreshExpiresAt !== undefined && refreshExpiresAt <= now) {
    return [finding('token-expired', [`tokens ${key}`, `expired ${day(refreshExpiresAt)}`], { next: authorize })];
  }
  if (failure !== undefined) return [failureFinding(failure)];
  if (vehicles === 0) return [finding('no-vehicles', [`tokens ${key}`], { next: authorize })];
  if (refreshExpiresAt === undefined || refreshExpiresAt - now >= week) return [];
  const next = { command: commandLine(['connect-cli', 'token', 'refresh', key]), why: 'Get a new pair.' };
  return [finding('token-expiring', [`tokens ${key}`, `expires ${day(refreshExpiresAt)}`], { next })];
}

function sunsetFindings({ era, userId }: TokenFacts): readonly Finding[] {
  if (era === 'v3') return [];
  const evidence = ['read with a user token of v2', ...(userId === null ? [] : [`user id to store: ${userId}`])];
  const next = { command: 'connect-cli migrate plan', why: 'List what to store for each user for v3.' };
  return [finding('v2-ends', evidence, { next })];
}

function day(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
