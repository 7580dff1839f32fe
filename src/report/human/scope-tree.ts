import type { ScopeExplanation } from '../../core/permissions/explain.ts';
import { smartcarCommands } from '../../core/providers/smartcar/commands.ts';
import { smartcarSignals } from '../../core/providers/smartcar/signals.ts';
import type { Style } from '../terminal/style.ts';
import { paragraph } from '../terminal/text.ts';
import { boxText } from './signal-table.ts';

interface Branch {
  readonly text: string;
  readonly branches: readonly Branch[];
}

/** Draws permission → box → key → what it is for, one tree for each permission. */
export function renderScopeTree(document: ScopeExplanation, style: Style): string {
  const trees = document.permissions.map((permission) => {
    const head = `${permission.required ? 'required:' : ''}${permission.name}`;
    const needsKey = document.virtualKey.because.includes(permission.name);
    const uses = document.provider === 'smartcar' ? usesOf(permission.name) : [];
    const key: Branch = {
      text: `key: virtual key on each car (${document.virtualKey.cars.join(', ')})`,
      branches: uses,
    };
    const box: Branch = {
      text: permission.unmapped ? 'box: no published Tesla mapping' : `box: ${boxText(permission.boxes)}`,
      branches: needsKey ? [key] : uses,
    };
    return [style.color.cyan(head), ...draw([...boxesInAddition(document, permission), box], '', style)].join('\n');
  });
  return `${trees.join('\n\n')}\n`;
}

/** Boxes that the permission needs beside its own row, such as the read box under Texture's commands. */
function boxesInAddition(
  document: ScopeExplanation,
  permission: ScopeExplanation['permissions'][number],
): readonly Branch[] {
  const own = permission.boxes.flat();
  return document.boxes
    .filter(({ because, label }) => because.includes(permission.name) && !own.includes(label))
    .map(({ label }) => ({ text: `box: ${label}, in addition`, branches: [] }));
}

/** Signals that are read under a permission, commands that are sent under it. */
function usesOf(permission: string): readonly Branch[] {
  const leaf = (code: string, meaning: string): Branch => ({ text: `${code}: ${meaning}`, branches: [] });
  return [
    ...Object.entries(smartcarSignals)
      .filter(([, signal]) => signal.permission === permission)
      .map(([code, { meaning }]) => leaf(code, meaning)),
    ...Object.entries(smartcarCommands)
      .filter(([, command]) => command.permission === permission)
      .map(([code, { meaning }]) => leaf(code, meaning)),
  ];
}

/** Read aloud, the words say what a branch is. */
const indents = { branch: ' ', lastBranch: ' ', side: ' ' } as const;

function draw(branches: readonly Branch[], indent: string, style: Style): string[] {
  const { branch, lastBranch, side } = style.plain ? indents : style.glyphs;
  return branches.flatMap(({ text, branches: below }, index) => {
    const isLast = index === branches.length - 1;
    const rest = `${indent}${isLast ? ' ' : side}  `;
    // The lines after the first hang three columns further in.
    const lines = paragraph({ ...style, width: style.width - indent.length - 6 }, text).split('\n');
    return [
      `${indent}${isLast ? lastBranch : branch} ${lines[0] ?? ''}`,
      ...lines.slice(1).map((line) => `${rest}${below.length > 0 ? side : ' '}  ${line}`),
      ...draw(below, rest, style),
    ];
  });
}
