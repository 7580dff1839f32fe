import { isLoopbackHost } from '../../text/loopback-host.ts';
import { finding } from '../finding.ts';
import type { LintCheck } from './check.ts';

/** Values of the example links in Smartcar's API reference and in the comments of its SDKs (read 2026-11). */
const samples: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['client_id', new Set(['8229df9f-91a0-4ff0-a1ae-a1f38ee24d07'])],
  ['application_id', new Set(['8229df9f-91a0-4ff0-a1ae-a1f38ee24d07'])],
  ['state', new Set(['0facda3319'])],
  ['vehicle_id', new Set(['36ab27d0-fd9d-4455-823a-ce30af709ffc'])],
  ['user', new Set(['61a3e3d2-5198-47ba-aabd-4623ce4a4042'])],
  ['external_id', new Set(['61a3e3d2-5198-47ba-aabd-4623ce4a4042'])],
]);

/** Values copied out of the documents. A sandbox on this machine takes them. */
export const sampleValuesCheck: LintCheck = ({ url, values }) => {
  if (isLoopbackHost(url.hostname)) return [];
  const copied = [...values].flatMap(([name, list]) =>
    list.filter((value) => samples.get(name)?.has(value) === true).map((value) => `${name}=${value}`),
  );
  return copied.length === 0 ? [] : [finding('url-sample-value', copied)];
};
