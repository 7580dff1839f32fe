import type { SandboxResponse } from '../../http/message.ts';
import { validToken } from './access.ts';
import type { Fault } from '../../state/state.ts';
import { findApiError, type ApiErrorInfo } from '../../state/api-errors.ts';
import type { ApiCall, Refusal } from './outcome.ts';
import { takeFault, faultResponse, sentWith } from '../../state/faults.ts';

/** @returns the API error of a fault as a refusal, or `undefined` if the fault is of another kind. */
export function faultRefusal(fault: Fault): Refusal | undefined {
  if (fault.error === undefined) return undefined;
  const error = errorOf(fault, fault.error);
  const retryAfter = Number(fault.headers?.['retry-after'] ?? (error.code === 'VEHICLE' ? 60 : Number.NaN));
  return {
    ok: false,
    error,
    decision: `${error.status}: fault "${fault.id}" was ordered`,
    rule: 'ordered',
    retryAfter: Number.isFinite(retryAfter) ? retryAfter : undefined,
  };
}

function errorOf(fault: Fault, { type, code }: { type: string; code: string | null }): ApiErrorInfo {
  const known = findApiError(`${type}:${code ?? 'null'}`);
  const error = known ?? { type, code, status: 500, resolution: null, description: 'A fault that was ordered.' };
  return fault.status === undefined ? error : { ...error, status: fault.status };
}

/**
 * Consults the ordered faults before the normal answer.
 * @param findVehicleId finds the car that the path names; asked only if there are faults
 * @param answer makes the answer: of the refusal that a fault orders, or the normal one; gets the fault itself as well
 */
export function throughFaults(
  call: ApiCall,
  findVehicleId: () => string | undefined,
  answer: (ordered?: Refusal, fault?: Fault) => SandboxResponse,
): SandboxResponse {
  const { state, request } = call;
  if (state.faults.length === 0) return answer();
  const fault = takeFault(state, {
    method: request.method,
    path: request.path,
    vehicleId: findVehicleId(),
    applicationId: validToken(state, request)?.applicationId,
  });
  if (fault === undefined) return answer();
  return sentWith(fault, faultResponse(fault, call.requestId) ?? answer(faultRefusal(fault), fault));
}
