import { count } from './count.ts';

/**
 * Keeps both ends of a text that is too long to be read: a sentence that quotes a value names its fault at the end.
 * @param most characters that are kept; what is left out is counted in its place
 */
export function abridge(text: string, most: number): string {
  if (text.length <= most) return text;
  const half = Math.floor(most / 2);
  return `${text.slice(0, half)}… (${count(text.length - 2 * half)} characters left out) …${text.slice(-half)}`;
}
