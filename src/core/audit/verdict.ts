import { compareGrant } from '../permissions/grant-comparison.ts';
import type { AskedPermission } from '../permissions/scope.ts';
import type { ProviderEdition } from '../providers/provider.ts';
import { judgeVehicleKey, mayBeTesla, type VehicleKey } from '../tesla/vehicle-key.ts';
import { createBoundedMemo } from './memo.ts';
import type { AuditRow } from './row.ts';

/** What a connection needs, the first that fits. */
export const auditVerdicts = ['revoked', 'unknown', 'missing-boxes', 'key-needed', 'migrate', 'fine'] as const;

/** One of `auditVerdicts`. */
export type AuditVerdict = (typeof auditVerdicts)[number];

/** Asked against granted. Rows with the same permissions share one. */
export interface Gap {
  /** Permissions that are asked and not granted, in the order of the scope. */
  readonly missing: readonly string[];
  /** Labels of the boxes behind them that no granted permission proves ticked. */
  readonly missingBoxes: readonly string[];
  /** A command was granted. */
  readonly hasCommand: boolean;
}

/** What an audit says of one connection. Rows of which it says the same share one. */
export interface Judgement {
  readonly verdict: AuditVerdict;
  readonly gap: Gap;
  readonly virtualKey: VehicleKey;
}

/** What every connection is held against. */
export interface AuditTable extends ProviderEdition {
  readonly asked: readonly AskedPermission[];
}

/** Nothing is known of the grant: nothing can be said to be missing. */
const untold: Gap = { missing: [], missingBoxes: [], hasCommand: false };

/**
 * Judges connections as `diagnose` does, from what their rows tell alone. A fleet knows few different grants and
 * models, so each is compared once.
 * @param onGrant is told of the different grants, of some more than once
 */
export function createRowJudge(
  table: AuditTable,
  onGrant?: (names: readonly string[]) => void,
): (row: AuditRow) => Judgement {
  const sayingsOf = createBoundedMemo<Sayings>();
  const keyOf = createBoundedMemo<VehicleKey>();
  const ofUntold = createSayings(untold);
  return (row) => {
    const isTesla = mayBeTesla(row);
    const { permissions } = row;
    const sayings =
      permissions === null
        ? ofUntold
        : sayingsOf(`${isTesla}\0${permissions.join('\0')}`, () => {
            onGrant?.(permissions);
            return createSayings(compare(table, permissions, isTesla));
          });
    const virtualKey =
      row.virtualKey ?? keyOf(`${row.make}\0${row.model}\0${row.year}`, () => judgeVehicleKey(row, undefined));
    const verdict = verdictOf({ row, gap: sayings.gap, isTesla, virtualKey });
    return sayings.say(verdict, virtualKey);
  };
}

/** What can be said of rows with the same permissions. */
interface Sayings {
  readonly gap: Gap;
  say(verdict: AuditVerdict, virtualKey: VehicleKey): Judgement;
}

function createSayings(gap: Gap): Sayings {
  const said = new Map<string, Judgement>();
  return {
    gap,
    say: (verdict, virtualKey) => {
      const key = `${verdict} ${virtualKey}`;
      const before = said.get(key);
      if (before !== undefined) return before;
      const judgement = { verdict, gap, virtualKey };
      said.set(key, judgement);
      return judgement;
    },
  };
}

function compare(table: AuditTable, granted: readonly string[], isTesla: boolean): Gap {
  const { missing, missingBoxes } = compareGrant(table, table.asked, granted);
  return {
    missing: missing.map(({ name }) => name),
    missingBoxes: isTesla ? missingBoxes : [],
    hasCommand: granted.some((name) => name.startsWith('control_')),
  };
}

interface Evidence {
  readonly row: AuditRow;
  readonly gap: Gap;
  readonly isTesla: boolean;
  readonly virtualKey: VehicleKey;
}

function verdictOf({ row, gap, isTesla, virtualKey }: Evidence): AuditVerdict {
  if (row.isDisconnected || isAccessLost(row.error)) return 'revoked';
  if (row.permissions === null || !isTesla) return 'unknown';
  if (gap.missing.length > 0) return 'missing-boxes';
  if ((gap.hasCommand && virtualKey === 'missing') || row.error?.endsWith(':VIRTUAL_KEY_REQUIRED') === true) {
    return 'key-needed';
  }
  return row.era === 'v2' ? 'migrate' : 'fine';
}

/** Errors that say that the connection itself is gone; others may pass. */
function isAccessLost(error: string | null): boolean {
  if (error === null) return false;
  return (
    error.startsWith('AUTHENTICATION:') ||
    error === 'CONNECTED_SERVICES_ACCOUNT:AUTHENTICATION_FAILED' ||
    error === 'CONNECTED_SERVICES_ACCOUNT:PERMISSION'
  );
}
