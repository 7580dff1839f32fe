import { escapeCharacter, showInvisible } from '../../core/text/invisible.ts';

/**
 * Text that came from outside, made safe to print: control characters, which could move the cursor or rewrite what
 * stands on the screen, and characters that do not show, are written as escapes.
 */
export function printable(text: string): string {
  return showInvisible(text).replace(/[\u0000-\u001f\u007f]/g, escapeCharacter);
}
