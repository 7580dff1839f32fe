import { finding } from '../finding.ts';
import { explainKeyNeed } from '../../permissions/explain.ts';
import { keyNeed, mayBeTesla } from '../../tesla/vehicle-key.ts';
import { failureText, isDriverAnswer, valueOf, type ConnectionFacts } from './facts.ts';
import type { ConnectionCheck } from './check.ts';

const show = {
  command: 'connect-cli virtual-key show',
  why: 'The link, the QR code and the steps for the owner.',
} as const;

/** Is the virtual key on the car, and does the car need one? */
export const keyCheck: ConnectionCheck = (facts) => {
  if (!mayBeTesla(facts) || facts.key === undefined || facts.knownKey === 'not-needed') return [];
  const paired = valueOf(facts.key)?.paired ?? knownPaired(facts);
  if (paired === true) return [];
  const need = keyNeed(facts);
  if (need === 'no') return [];
  const car = `${facts.model ?? 'car'}${facts.year === null ? '' : ` of ${facts.year}`}`;
  const commands = commandPermissions(facts);
  if (paired === undefined) {
    if (isDriverAnswer(facts) || commands.length === 0) return [];
    return [
      finding('virtual-key-unknown', [
        car,
        ...(facts.key.failure === undefined ? [] : [failureText(facts.key.failure)]),
      ]),
    ];
  }
  const evidence = [`not paired: ${car}`, ...(commands.length === 0 ? [] : [`commands: ${commands.join(', ')}`])];
  return [
    finding(commands.length === 0 ? 'virtual-key-missing-reads' : 'virtual-key-missing', evidence, {
      next: show,
    }),
  ];
};

function knownPaired({ knownKey }: ConnectionFacts): boolean | undefined {
  return knownKey === undefined || knownKey === 'unknown' ? undefined : knownKey === 'paired';
}

function commandPermissions(facts: ConnectionFacts): readonly string[] {
  const granted = valueOf(facts.granted) ?? [];
  const names = new Set([...granted, ...(facts.asked ?? []).map(({ name }) => name)]);
  return explainKeyNeed(
    facts.provider,
    [...names].map((name) => ({ name, required: false })),
  ).because;
}
