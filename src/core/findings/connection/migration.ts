import { finding } from '../finding.ts';
import { valueOf } from './facts.ts';
import type { ConnectionCheck } from './check.ts';

const next = {
  command: 'connect-cli authorize',
  why: 'Run Connect again; the new connection uses the current integration.',
} as const;

/** Cars that are still connected through Tesla's old integration. */
export const migrationCheck: ConnectionCheck = (facts) => {
  if (valueOf(facts.migration)?.requiresMigration === true) {
    return [finding('migration-needed', ['requiresMigration: true'], { next })];
  }
  const isLegacy = facts.key?.failure?.name === 'COMPATIBILITY:PLATFORM_NOT_CAPABLE';
  return isLegacy ? [finding('migration-needed', ['COMPATIBILITY:PLATFORM_NOT_CAPABLE'], { next })] : [];
};
