/**
 * Puts a text into the clipboard of the terminal, over SSH too (OSC 52). A terminal that does not know it shows nothing.
 * @param text ASCII, as addresses are
 * @see https://invisible-island.net/xterm/ctlseqs/ctlseqs.html#h3-Operating-System-Commands
 */
export function copySequence(text: string): string {
  return `\u001B]52;c;${btoa(text)}\u0007`;
}
