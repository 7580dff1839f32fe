import { blockBehind, textOf, type Span } from './statement.ts';

const assignment =
  /(?:^|[\s,({;])(?:\$|@|this\.|self\.|\$this->)?([A-Za-z_]\w{0,60})\??\s{0,9}(?::\s?[\w.<>?[\]]{1,60}\s{0,9})?(?::=|=>|=(?![=>~]))/;

/** A variable, and the end of the statement that gave it its value. */
export interface Variable {
  readonly name: string;
  readonly from: number;
  /** How many of its uses are looked at. */
  readonly most: number;
}

/** @returns the variable that the statement around a place gives its value to. */
export function assignedName(text: string, statement: Span, offset: number): string | undefined {
  return assignment.exec(text.slice(statement.from, offset))?.[1];
}

/** Where a name stands as a word in the block, up to the place where it is given another value. */
export function usesOf(text: string, block: Span, { name, from, most }: Variable): readonly number[] {
  const uses: number[] = [];
  for (let at = text.indexOf(name, from); at !== -1 && at < block.to; at = text.indexOf(name, at + 1)) {
    if (/\w/.test(text[at - 1] ?? '') || /\w/.test(text[at + name.length] ?? '')) continue;
    if (/^\s{0,9}:?=(?![=>~])/.test(text.slice(at + name.length, at + name.length + 12))) break;
    uses.push(at);
    if (uses.length === most) break;
  }
  return uses;
}

/** A constant of the file and a member are used anywhere in it; a variable, in what is left of its block. */
export function scopeOf(text: string, statement: Span): Span {
  const own = textOf(text, statement);
  const isConstant =
    /^\s*(?:(?:export|public|private|internal|protected|static|final|const|val|let|readonly)\s+){2,}/.test(own);
  const isMember = /(?:^|[\s{;(])(?:this\.|self\.|@|\$this->)\w{1,60}\s?=(?!=)/.test(own);
  const isTop =
    /^\n?\S/.test(text.slice(statement.from, statement.from + 2)) ||
    isConstant ||
    isMember ||
    isInConstants(text, statement);
  return isTop
    ? { from: statement.to, to: Math.min(text.length, statement.to + 40_000) }
    : blockBehind(text, statement);
}

/** `const (` of Go. */
function isInConstants(text: string, { from }: Span): boolean {
  return /\b(?:const|var) \(\s*$|\b(?:const|var) \([^)]*$/.test(text.slice(Math.max(0, from - 800), from));
}
