import { listCommand, listSignal } from '../../src/core/permissions/listed-signals.ts';
import { findEdition } from '../../src/core/providers/registry.ts';
import { commandCodes } from '../../src/core/providers/smartcar/commands.ts';
import { smartcar } from '../../src/core/providers/smartcar/provider.ts';
import { matrixOnlySignals, signalCodes } from '../../src/core/providers/smartcar/signals.ts';
import { accessFacts } from '../../src/core/providers/smartcar/vehicle-access.ts';
import { code, list, page, table } from './markdown.ts';

/** `docs/signals.md` */
export function signalsPage(): string {
  const edition = findEdition(smartcar);
  if (edition === undefined) throw new Error('Smartcar has no edition');
  const signals = signalCodes.map((one) => listSignal(edition, one));
  const commands = commandCodes.map((one) => listCommand(edition, one));
  const groups = [...new Set(signals.map(({ group }) => group))];
  const boxes = (rule: readonly (readonly string[])[]) =>
    rule.map((all) => all.join(' and ')).join(' or ') || 'no published mapping';
  return page(
    'Signals and commands',
    `A signal is a data point; a permission is the OAuth scope under which it is read. There are ${signals.length} signals in ${groups.length} groups. ${code('connect-cli scopes --list')} prints this table, ${code('connect-cli scopes battery level')} searches it, and ${code('connect-cli scopes --signals …')} derives the least permissions.`,
    ...groups.flatMap((group) => [
      `## ${group}`,
      table(
        ['Signal', 'What it tells', 'Permission', 'Basis', 'Tesla box'],
        signals
          .filter((signal) => signal.group === group)
          .map((signal) => [
            code(signal.code),
            `${signal.meaning}.${signal.note === undefined ? '' : ` ${signal.note}`}`,
            signal.permission === null ? 'unknown' : code(signal.permission),
            signal.basis,
            signal.permission === null ? '' : boxes(signal.boxes),
          ]),
      ),
    ]),
    "The Dashboard's compatibility matrix also shows these codes; the API delivers them within another signal:",
    list(Object.entries(matrixOnlySignals).map(([name, within]) => `${code(name)}: within ${code(within)}`)),
    '## Commands',
    table(
      ['Command', 'What it does', 'Permission', 'Basis', 'Tesla box'],
      commands.map((command) => [
        code(command.code),
        `${command.meaning}.${command.note === undefined ? '' : ` ${command.note}`}`,
        code(command.permission),
        command.basis,
        boxes(command.boxes),
      ]),
    ),
    'Every command needs a [virtual key](virtual-key.md) on the car.',
    '## Vehicle Access and the scope',
    list(accessFacts.map(({ text }) => text)),
  );
}
