import type { Authorization } from '../../core/connect/authorization.ts';
import type { CallbackPage } from '../../io/context.ts';

const titles = {
  complete: 'Connected, with everything that was asked',
  incomplete: 'Connected, but something is missing',
  unverified: 'Connected',
  denied: 'Not connected',
  failed: 'Not connected',
} as const;

/** What the browser tab is told: the same truth as the terminal, without code and state. */
export function callbackPage(document: Authorization): CallbackPage {
  const { verdict, callback, permissions } = document;
  const rows = permissions.map(({ name, boxes, granted }) => ({
    name,
    value: boxes.map((all) => all.join(' and ')).join(' or '),
    ok: granted,
  }));
  const link = callback.virtualKeyUrl;
  const needsKey = link !== null && document.next.some((step) => step.url === link);
  return {
    tone: verdict === 'complete' ? 'success' : verdict === 'denied' || verdict === 'failed' ? 'failure' : 'attention',
    title: titles[verdict],
    paragraphs: paragraphs(document),
    ...(needsKey ? { link: { url: link, label: 'Add the virtual key' } } : {}),
    ...(rows.length === 0 ? {} : { rows }),
    missingBoxes: document.missingBoxes,
  };
}

function paragraphs(document: Authorization): readonly string[] {
  const { error, verdict } = document;
  return [
    ...(error === null ? [] : [error.title, error.remedy]),
    ...(verdict === 'unverified' ? ['What was granted has not been read back.'] : []),
  ];
}
