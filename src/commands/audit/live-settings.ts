import type { AuditSettings } from '../../core/audit/checkpoint.ts';
import { formatScope } from '../../core/permissions/scope.ts';
import type { Settings } from '../../settings/settings.ts';
import type { AuditFlags } from './flags.ts';
import type { AuditInput, AuditPlan } from './plan.ts';

/** What a checkpoint is bound to: a run with anything else of it would write other rows. */
export function describeSettings(
  plan: Omit<AuditPlan, 'settings' | 'input'>,
  flags: AuditFlags,
  { settings, input }: { readonly settings: Settings; readonly input: AuditInput },
): AuditSettings {
  const id = settings.applicationId ?? settings.clientId ?? settings.apiClientId;
  const live = input.kind === 'live' ? input.connections : undefined;
  return {
    'application id': id?.value ?? '',
    API: live?.era ?? '',
    origin: live?.origin ?? '',
    scope: formatScope(plan.table.asked),
    edition: plan.table.edition.id,
    'set of links': JSON.stringify(plan.links),
    'choice of texts': flags.texts === true ? `${flags.lang ?? ''} ${flags.appName ?? ''}` : '',
    '--format': plan.format ?? '',
    '--only': [...(plan.only ?? [])].toSorted().join(','),
    '--group-by': plan.groupBy.join(','),
    '--out': plan.out ?? '',
    '--rows': plan.csv ?? '',
    '--rejects': plan.rejects ?? '',
  };
}
