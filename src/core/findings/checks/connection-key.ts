import { explainKeyNeed } from '../../permissions/explain.ts';
import { keyNeed, mayBeTesla } from '../../tesla/vehicle-key.ts';
import { failureText, valueOf, type ConnectionFacts } from '../connection-facts.ts';
import { connectionFinding } from '../connection-findings.ts';
import type { ConnectionCheck } from './connection-check.ts';

const show = {
  command: 'connect-cli virtual-key show',
  why: 'The link, the QR code and the steps for the owner.',
} as const;

/** Is the virtual key on the car, and does the car need one? */
export const keyCheck: ConnectionCheck = (facts) => {
  if (!mayBeTesla(facts) || facts.key === undefined) return [];
  const paired = valueOf(facts.key)?.paired;
  if (paired === true) return [];
  const need = keyNeed(facts);
  if (need === 'no') return [];
  const car = `${facts.model ?? 'car'}${facts.year === null ? '' : ` of ${facts.year}`}`;
  const commands = commandPermissions(facts);
  if (paired === undefined || paired === null) {
    if (isDriverAnswer(facts) || commands.length === 0) return [];
    return [
      connectionFinding('virtual-key-unknown', [
        car,
        ...(facts.key.failure === undefined ? [] : [failureText(facts.key.failure)]),
      ]),
    ];
  }
  const evidence = [`not paired: ${car}`, ...(commands.length === 0 ? [] : [`commands: ${commands.join(', ')}`])];
  return [
    connectionFinding(commands.length === 0 ? 'virtual-key-missing-reads' : 'virtual-key-missing', evidence, {
      next: show,
    }),
  ];
};

function commandPermissions(facts: ConnectionFacts): readonly string[] {
  const granted = valueOf(facts.granted) ?? [];
  const names = new Set([...granted, ...(facts.asked ?? []).map(({ name }) => name)]);
  return explainKeyNeed(
    facts.provider,
    [...names].map((name) => ({ name, required: false })),
  ).because;
}

/** Smartcar answers a driver's question for the key as if the car were missing. */
export function isDriverAnswer({ key, access }: ConnectionFacts): boolean {
  const isMissing = key?.failure?.name === 'CONNECTED_SERVICES_ACCOUNT:VEHICLE_MISSING';
  return isMissing && access?.failure?.name !== 'CONNECTED_SERVICES_ACCOUNT:VEHICLE_MISSING';
}
