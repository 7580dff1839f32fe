import { findMentions } from '../code-scan/find-mentions.ts';
import { roleOf, type Mention } from '../code-scan/mention.ts';
import { isComment, TextLines } from '../code-scan/text-lines.ts';
import { findV2Uses } from '../code-scan/v2-use-mentions.ts';
import { byGivenPath } from '../providers/smartcar/v2-uses.ts';
import type { MigratedCall } from './documents.ts';
import { successorsOf } from './successors.ts';

/** A place of v2 in one file. Whether it counts is known when all files were read. */
export interface CallInFile extends MigratedCall {
  readonly role: Mention['role'];
  /** The file does not name Smartcar: it counts where another file uses it. */
  readonly unsure: boolean;
}

/** Finds everything in a file that ends or changes with v2. */
export function findMigratedCalls(file: string, text: string): readonly CallInFile[] {
  const lines = new TextLines(text);
  const role = roleOf(file);
  const isV2 = /smartcar\.com\/v[12]\b/.test(text) && !/smartcar\.com\/v3\b/.test(text);
  const calls = findMentions(file, text).flatMap((mention): readonly CallInFile[] =>
    mention.meaning.kind === 'open-path' ? (isV2 ? [openCall(mention)] : []) : callOf(mention),
  );
  if (!/smartcar/i.test(text)) return calls;
  for (const { offset, text: written, use } of findV2Uses(file, lines)) {
    const line = lines.lineAt(offset);
    if (use.isGeneral === true && calls.some((call) => call.line === line)) continue;
    calls.push({
      file,
      line,
      text: written,
      task: use.task,
      successors: [use.instead],
      unchanged: use.unchanged === true,
      role: isComment(lines.around(offset).line) ? 'prose' : role,
      unsure: false,
    });
  }
  return calls;
}

function openCall({ file, line, text, role }: Mention): CallInFile {
  return { file, line, text, task: 'calls', successors: [byGivenPath], unchanged: false, role, unsure: false };
}

function callOf({ file, line, text, meaning, role }: Mention): readonly CallInFile[] {
  if (meaning.kind !== 'call') return [];
  const isRead = meaning.permission.startsWith('read_');
  const access = meaning.isUndecided === true ? 'either' : isRead ? 'read' : 'control';
  const successors = successorsOf(text, access);
  return [{ file, line, text, task: 'calls', successors, unchanged: false, role, unsure: meaning.unsure }];
}

/**
 * @returns the calls that count, each place once: tests, documents and comments decide nothing, examples do where there
 * is no other code
 */
export function settleCalls(calls: readonly CallInFile[]): readonly MigratedCall[] {
  const main = calls.filter(({ role }) => role === 'code');
  const code = main.length > 0 ? main : calls.filter(({ role }) => role === 'example');
  const usesSmartcar = code.some(({ unsure }) => !unsure);
  const settled = new Map<string, MigratedCall>();
  for (const { file, line, text, task, successors, unchanged, unsure } of code) {
    const key = JSON.stringify([file, line, successors]);
    if ((unsure && !usesSmartcar) || settled.has(key)) continue;
    settled.set(key, { file, line, text, task, successors, unchanged });
  }
  return [...settled.values()].toSorted((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
}
