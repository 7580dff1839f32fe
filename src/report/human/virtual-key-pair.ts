import { printable } from '../terminal/printable.ts';
import type { KeyPairDocument } from '../documents/key-pair.ts';
import type { Style } from '../terminal/style.ts';
import { paragraph } from '../terminal/text.ts';
import { renderSteps, renderWarnings } from './steps.ts';

/** Where the two keys are, what they are for, and where the public one is served. */
export function renderKeyPair(document: KeyPairDocument, style: Style): string {
  const { color } = style;
  const parts = [
    color.bold('A new key pair on P-256'),
    `  private  ${printable(document.privateKey.path)}  (${document.privateKey.mode}, for you alone)`,
    `  public   ${printable(document.publicKey.path)}`,
    color.dim(`  SHA-256  ${document.publicKey.fingerprint}`),
    '',
    paragraph(style, document.audience),
    renderWarnings(document.warnings, style),
    renderSteps(document.next, style),
  ];
  return parts.filter((part) => part !== undefined).join('\n');
}
