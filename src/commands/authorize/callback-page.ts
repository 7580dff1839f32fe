import type { Authorization } from '../../core/connect/authorization.ts';
import type { PermissionVerdict } from '../../core/permissions/verdict.ts';
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
  const rows = permissions.map((permission) => ({
    name: permission.name,
    value: grantWords(permission),
    ok: permission.granted,
  }));
  const link = callback.virtualKeyUrl;
  const needsKey = link !== null && document.next.some((step) => step.url === link);
  return {
    tone: verdict === 'complete' ? 'success' : verdict === 'denied' || verdict === 'failed' ? 'failure' : 'attention',
    title: titles[verdict],
    paragraphs: paragraphs(document),
    link: needsKey ? { url: link, label: 'Add the virtual key' } : undefined,
    rows: rows.length === 0 ? undefined : rows,
    missingBoxes: document.missingBoxes,
  };
}

/** The box behind a permission, and what became of it. */
function grantWords({ boxes, reason }: PermissionVerdict): string {
  const label = boxes.map((all) => all.join(' and ')).join(' or ');
  switch (reason) {
    case 'granted':
    case 'unknown':
      return label;
    case 'box-not-ticked':
      return `${label}: not ticked`;
    case 'owner-unticked':
      return 'unticked on the grant screen';
    case 'no-mapping':
      return 'no Tesla box maps to it';
    case 'not-capable':
      return 'the car has no such thing';
  }
}

function paragraphs(document: Authorization): readonly string[] {
  const { error, verdict } = document;
  return [
    ...(error === null ? [] : [error.title, error.remedy]),
    ...(verdict === 'incomplete' && document.missingBoxes.length > 0
      ? ["Tesla's consent screen starts with every box empty, and not all that were needed got ticked."]
      : []),
    ...(verdict === 'unverified' ? ['What was granted has not been read back.'] : []),
  ];
}
