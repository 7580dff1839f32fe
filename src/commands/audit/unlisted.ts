import type { AuditTable } from '../../core/audit/verdict.ts';
import { ownValue } from '../../core/text/keys.ts';

/** Different names that are kept; there is no end of them. */
const mostKept = 1000;

/** Names that are told one by one. */
const mostTold = 5;

/** Finds granted permissions that are neither published nor asked for: a misspelt one is missing in every row. */
export interface UnlistedNames {
  add(names: readonly string[]): void;
  /** One sentence, if there are any. */
  warnings(): readonly string[];
}

export function createUnlistedNames({ provider, asked }: AuditTable): UnlistedNames {
  const found = new Set<string>();
  const isListed = (name: string) =>
    ownValue(provider.permissions, name) !== undefined || asked.some((one) => one.name === name);
  return {
    add: (names) => {
      for (const name of names) if (found.size < mostKept && !isListed(name)) found.add(name);
    },
    warnings: () => {
      if (found.size === 0) return [];
      const told = [...found].slice(0, mostTold).map((name) => `"${name.slice(0, 60)}"`);
      const more = found.size > mostTold ? ` and ${found.size - mostTold} more` : '';
      return [
        `Some rows grant permissions that ${provider.name} does not publish: ${told.join(', ')}${more}. Check their spelling: they count for none of those asked for.`,
      ];
    },
  };
}
