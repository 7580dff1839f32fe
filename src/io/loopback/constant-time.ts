import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Compares without telling by its duration how much was right. Hashing first makes the lengths equal,
 * which `timingSafeEqual` demands and which hides the length of the expected value. UTF-16 keeps texts apart that
 * UTF-8 would make one, such as two broken characters.
 */
export function constantTimeEqual(received: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text, 'utf16le').digest();
  return timingSafeEqual(digest(received), digest(expected));
}
