import { ownValue } from './keys.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** @returns text that HTML and XML show as it stands, between tags and inside quoted attributes */
export function escapeMarkup(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ownValue(entities, character) ?? '');
}
