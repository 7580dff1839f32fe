interface Exhaustion {
  /** What is used up, as part of a sentence. */
  readonly reason: string;
  readonly hint: string;
}

const limitHint =
  'Raise the limit of open files (`ulimit -n` shows it), or close what holds so many files and connections.';
const memoryHint = 'Close what uses so much memory, then run the command again.';

/** @see https://man7.org/linux/man-pages/man2/socket.2.html what a socket is refused for, whatever its address; files too */
const exhaustions = (): ReadonlyMap<string, Exhaustion> =>
  new Map([
    ['EMFILE', { reason: 'this process may open no further file or connection', hint: limitHint }],
    ['ENFILE', { reason: 'this machine can open no further file or connection', hint: limitHint }],
    ['ENOBUFS', { reason: 'the system has no memory left for a connection', hint: memoryHint }],
    ['ENOMEM', { reason: 'the system has no memory left for a connection', hint: memoryHint }],
  ]);

/**
 * @param code name of an error of the system, such as `EMFILE`
 * @returns what is used up, where that is why a file or a socket was refused: neither path nor address matters then
 */
export function findExhaustion(code: string | undefined): Exhaustion | undefined {
  return code === undefined ? undefined : exhaustions().get(code);
}
