import {
  endpointSuccessors,
  makeEndpointSuccessors,
  methodSuccessors,
  type Successor,
} from '../providers/smartcar/v3-successors.ts';
import { ownValue } from '../text/keys.ts';

/**
 * @param call a path below a vehicle (`/charge/limit`, `/tesla/compass`) or a method of an SDK (`vehicle.chargeLimit()`)
 * @returns what API v3 has in its place, each as it stands in a v3 path or a sentence; none for what is no call of v2
 */
export function successorsOf(call: string): readonly string[] {
  const successor = call.startsWith('/') ? byPath(call.replace(/^\/+|\/+$/g, '')) : byMethod(call);
  if (successor === undefined) return [];
  const { signals = [], commands = [], instead } = successor;
  return [
    ...signals.map((code) => `signals/${code}`),
    ...commands.map((name) => `commands/${name}`),
    ...(instead === undefined ? [] : [instead]),
  ];
}

function byPath(path: string): Successor | undefined {
  return pick(endpointSuccessors, path) ?? pick(makeEndpointSuccessors, path.slice(path.indexOf('/') + 1));
}

function byMethod(call: string): Successor | undefined {
  const [name = ''] = /[A-Za-z_]+(?=!?\(?\)?$)/.exec(call) ?? [];
  const plain = name.toLowerCase().replaceAll('_', '');
  return pick(methodSuccessors, plain) ?? pick(methodSuccessors, plain.replace(/^get/, ''));
}

function pick(table: Readonly<Record<string, Successor>>, name: string): Successor | undefined {
  return Object.hasOwn(table, name) ? ownValue(table, name) : undefined;
}
