/** Part of a text. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** @returns the text of a part. */
export function textOf(text: string, { from, to }: Span): string {
  return text.slice(from, to);
}

/** Further than this nobody writes one statement; it bounds the work at every place. */
const longestStatement = 800;
const longestBody = 4000;

/** A line that goes on: it ends with an operator or an opened bracket, or the next one begins with one. */
const goesOn = /(?:[([,+.=\\:|&?]|=>|->|\(\s?\{|[[,=:]\s?\{)[ \t]*$/;
const opensBlock = /(?:\)|=>|\belse|\bdo|\btry)\s*\{[ \t]*$/;
const continues = /^[ \t]*(?:[.)\]}+,?:&|-]|->|\?\.)/;

/** Looks back no further than `least`: a text without line ends must not be searched from every place. */
function lineStartBefore(text: string, offset: number, least: number): number {
  return least + text.slice(least, offset).lastIndexOf('\n') + 1;
}

/** @returns the statement around a place: the lines that brackets and operators hold together. */
export function statementAround(text: string, offset: number): Span {
  return { from: statementStart(text, offset), to: statementEnd(text, offset) };
}

function statementStart(text: string, offset: number): number {
  const least = Math.max(0, offset - longestStatement);
  let from = offset;
  while (from > least) {
    const lineStart = lineStartBefore(text, from, least);
    const semicolon = text.slice(lineStart, from).lastIndexOf(';');
    if (semicolon !== -1) return lineStart + semicolon + 1;
    if (lineStart <= least) return lineStart;
    const previous = text.slice(lineStartBefore(text, lineStart - 1, least), lineStart - 1);
    const isJoined =
      (goesOn.test(previous) && !opensBlock.test(previous)) || continues.test(text.slice(lineStart, offset));
    if (previous.trim() === '' || !isJoined) return lineStart;
    from = lineStart - 1;
  }
  return least;
}

function statementEnd(text: string, offset: number): number {
  const most = Math.min(text.length, offset + longestStatement);
  // Brackets that are open at the place close behind it.
  let open = openBrackets(text.slice(statementStart(text, offset), offset));
  for (let at = offset; at < most; at += 1) {
    const char = text[at] ?? '';
    if ('([{'.includes(char)) open += 1;
    else if (')]}'.includes(char)) open -= 1;
    if (open < 0) return at;
    if (char === ';' && open <= 0) return at;
    if (char === '\n' && open <= 0 && !isJoinedAt(text, at)) return at;
  }
  return most;
}

function openBrackets(text: string): number {
  let open = 0;
  for (const char of text) {
    if ('([{'.includes(char)) open += 1;
    else if (')]}'.includes(char)) open = Math.max(0, open - 1);
  }
  return open;
}

function isJoinedAt(text: string, lineEnd: number): boolean {
  const line = text.slice(lineStartBefore(text, lineEnd, Math.max(0, lineEnd - 200)), lineEnd);
  const next = text.slice(lineEnd + 1, lineEnd + 40);
  return (goesOn.test(line) && !opensBlock.test(line)) || continues.test(next);
}

/** @returns what is left of the block in which a statement stands, told by brackets and by indents. */
export function blockBehind(text: string, statement: Span): Span {
  const indent = indentAt(text, statement.from);
  const most = Math.min(text.length, statement.to + longestBody);
  let open = 0;
  for (let at = statement.to; at < most; at += 1) {
    const char = text[at];
    if (char === '{') open += 1;
    else if (char === '}') open -= 1;
    if (open < 0) return { from: statement.to, to: at };
    if (char === '\n' && isDedented(text, at + 1, indent)) return { from: statement.to, to: at };
  }
  return { from: statement.to, to: most };
}

/** @returns the lines around a place that stand as deep as its own or deeper: a mapping of YAML. */
export function mappingAround(text: string, offset: number): Span {
  const indent = indentAt(text, offset);
  const { to } = blockBehind(text, { from: offset, to: offset });
  const least = Math.max(0, offset - longestBody);
  let from = lineStartBefore(text, offset, least);
  while (from > least) {
    const before = lineStartBefore(text, from - 1, least);
    if (isDedented(text, before, indent) || from === before) break;
    from = before;
  }
  return { from, to };
}

/** The mark of a list is a part of the indent: the keys behind it and below it are one mapping. */
const indentOf = /[ \t]*(?:-[ \t]+)?/y;

function indentAt(text: string, offset: number): number {
  // A statement begins with the line end before it, or with its first word.
  const word = offset + Math.max(0, text.slice(offset, offset + longestStatement).search(/\S/));
  const start = lineStartBefore(text, word, Math.max(0, word - longestStatement));
  indentOf.lastIndex = start;
  return indentOf.exec(text)?.[0].length ?? 0;
}

function isDedented(text: string, lineStart: number, indent: number): boolean {
  const line = text.slice(lineStart, lineStart + 200);
  const first = line.search(/\S/);
  return first !== -1 && first < indent && !/^\s*\n/.test(line) && first < line.length;
}
