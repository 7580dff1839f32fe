/** A process that listens on a port. Each part is absent where this user may not know it. */
export interface PortOwner {
  readonly pid?: number | undefined;
  /** Name of the program, with the script that it runs where it is an interpreter. */
  readonly program?: string | undefined;
  /** Whose process it is, as a number; Linux tells it of every user's. */
  readonly userId?: number | undefined;
}

/** @returns the owner as part of a sentence, such as `node server.js (process 4711)` */
export function namePortOwner({ pid, program, userId }: PortOwner): string {
  if (program === undefined) {
    if (pid !== undefined) return `process ${pid}`;
    return userId === undefined ? 'another program' : `a program of another user (user id ${userId})`;
  }
  return pid === undefined ? program : `${program} (process ${pid})`;
}

/** A listening socket in the kernel's table. */
export interface ListeningSocket {
  readonly inode: string;
  readonly userId: number;
}

/**
 * Reads `/proc/net/tcp` or `/proc/net/tcp6`.
 * @see https://docs.kernel.org/networking/proc_net_tcp.html state 0A is LISTEN, the port is in hexadecimal
 */
export function parseListeners(table: string, port: number): readonly ListeningSocket[] {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  return table.split('\n').flatMap((line) => {
    const [, local = '', , state, , , , userId = '', , inode = ''] = line.trim().split(/\s+/);
    return state === '0A' && local.endsWith(`:${wanted}`) ? [{ inode, userId: Number(userId) }] : [];
  });
}

/** Reads what `lsof -F pc` prints: a line for each process (`p`) and for its program (`c`). */
export function parseLsof(text: string): PortOwner | undefined {
  const field = (letter: string): string | undefined =>
    text
      .split('\n')
      .find((line) => line.startsWith(letter))
      ?.slice(1)
      .trim();
  const pid = Number(field('p'));
  // It writes blanks as \x20.
  return Number.isInteger(pid) && pid > 0 ? { pid, program: field('c')?.replaceAll(String.raw`\x20`, ' ') } : undefined;
}

/**
 * Reads what `netstat -ano` prints on Windows, both address families; the words for the states depend on the language.
 */
export function parseNetstat(text: string, port: number): PortOwner | undefined {
  for (const line of text.split('\n')) {
    const [protocol = '', local = '', remote = '', ...rest] = line.trim().split(/\s+/);
    // Only a listener has no port on the other side.
    if (!/^TCP/i.test(protocol) || !local.endsWith(`:${port}`) || !remote.endsWith(':0')) continue;
    const pid = Number(rest.at(-1));
    if (Number.isInteger(pid) && pid > 0) return { pid };
  }
  return undefined;
}

const interpreters = /^(?:node|deno|bun|python[\d.]*|ruby|java|php|perl)$/;

/**
 * Names a program by its command line. Of the arguments only the file that an interpreter runs is told: the others
 * can hold secrets.
 */
export function programName(words: readonly string[], fallback: string): string | undefined {
  const base = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;
  const [first = '', ...rest] = words;
  const name = base(first) || fallback;
  const script = interpreters.test(name) ? rest.find((word) => !word.startsWith('-')) : undefined;
  const shown = script !== undefined && /\.[cm]?[jt]s$|\.py$|\.rb$|\.php$|\/bin\/[\w.-]+$/.test(script);
  return shown ? `${name} ${base(script)}` : name || undefined;
}
