import {
  endpointSuccessors,
  makeEndpointSuccessors,
  methodSuccessors,
  type Successor,
} from '../providers/smartcar/v3-successors.ts';
import { ownValue } from '../text/keys.ts';

/**
 * @param call a path below a vehicle (`/charge/limit`, `/tesla/compass`) or a method of an SDK (`vehicle.chargeLimit()`)
 * @param access how it is called: a path can serve to read and to command
 * @returns what API v3 has in its place, each as it stands in a v3 path or a sentence; none for what is no call of v2
 */
export function successorsOf(call: string, access: 'read' | 'control' | 'either'): readonly string[] {
  const successor = call.startsWith('/') ? byPath(call.replace(/^\/+|\/+$/g, '')) : byMethod(call);
  if (successor === undefined) return [];
  const signals = access === 'control' ? [] : (successor.signals ?? []);
  const commands = access === 'read' ? [] : (successor.commands ?? []);
  const { instead } = successor;
  // Beside signals it is about the command.
  const isTold = instead !== undefined && (access !== 'read' || signals.length === 0);
  return [
    ...signals.map((code) => `signals/${code}`),
    ...commands.map((name) => `commands/${name}`),
    ...(isTold ? [instead] : []),
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
