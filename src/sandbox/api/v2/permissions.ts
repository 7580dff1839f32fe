import { effectivePermissions } from '../../state/grants.ts';
import { succeed, type Outcome } from '../call/outcome.ts';
import { readPage } from '../call/paging.ts';
import type { VehicleCall } from '../call/vehicle-call.ts';

/** Tells what of the grant holds now; needs no permission, and no consent at Tesla either. */
export function answerPermissions(call: VehicleCall): Outcome {
  const permissions = effectivePermissions(call.state, call.connection);
  const page = readPage(call.request.query, 25);
  if ('error' in page) return page;
  const shown = permissions.slice(page.offset, page.offset + page.limit);
  return succeed(
    { permissions: shown, paging: { count: permissions.length, offset: page.offset } },
    `200: ${permissions.length} permissions hold`,
  );
}
