import { asArray, asObject, objectField, textField } from '../../text/json.ts';

/**
 * @param list signals as VEHICLE_STATE has them, or with their fields in `attributes` as the API has them
 * @returns codes of those that came with a value
 */
export function arrivedSignals(list: unknown): readonly string[] {
  return asArray(list).flatMap((item) => {
    const signal = asObject(item);
    const fields = 'attributes' in signal ? objectField(signal, 'attributes') : signal;
    const isArrived = textField(objectField(fields, 'status'), 'value')?.toUpperCase() === 'SUCCESS';
    return isArrived ? (textField(fields, 'code') ?? []) : [];
  });
}
