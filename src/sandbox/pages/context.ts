import type { ConnectSession } from '../state/session.ts';
import type { SandboxState } from '../state/state.ts';
import type { PageView } from './kit.ts';

/** What the pages of one session share. */
export interface PageContext {
  readonly state: SandboxState;
  readonly session: ConnectSession;
  /** Address that the page's form posts to. */
  readonly action: string;
  readonly query: URLSearchParams;
  readonly notice?: string | undefined;
  /** What the owner had filled in, where the form was refused: the page keeps it. */
  readonly refused?: URLSearchParams | undefined;
}

/** Completes a page of Connect. */
export function connectPage(
  context: PageContext,
  view: Pick<PageView, 'name' | 'title' | 'body'> & Partial<PageView>,
): PageView {
  return {
    side: 'connect',
    sideLabel: 'Smartcar Connect',
    leadsAway: context.session.redirectUri !== undefined,
    notice: context.notice,
    status: context.notice === undefined ? undefined : 422,
    ...view,
  };
}
