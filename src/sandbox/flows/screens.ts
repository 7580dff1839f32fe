import { offeredMakes } from '../state/accounts.ts';
import { brandPage, missingPermissionsPage, preamblePage, signInPage } from '../pages/connect.ts';
import { connectErrorPage, finishedPage, successPage, virtualKeyPage } from '../pages/connect-end.ts';
import type { PageContext } from '../pages/context.ts';
import { grantPage } from '../pages/grant.ts';
import { invalidUrlPage, unknownPage } from '../pages/errors.ts';
import type { PageView } from '../pages/kit.ts';
import { teslaConsentPage, teslaManagePage, teslaSignInPage } from '../pages/tesla.ts';
import type { SandboxState } from '../state/state.ts';
import {
  allowAtTesla,
  approveGrant,
  backToApplication,
  chooseMake,
  denyAtTesla,
  denyGrant,
  goToManage,
  leaveKeyPage,
  leavePreamble,
  removeAccess,
  signInAtMaker,
  type Answer,
} from './advance.ts';
import type { ConnectSession, PageName } from '../state/session.ts';

type Submit = (state: SandboxState, session: ConnectSession, form: URLSearchParams) => Answer;

/** One screen: how it looks, and what its form does. Screens without a form have no `submit`. */
interface Screen {
  readonly render: (context: PageContext) => PageView;
  readonly submit?: Submit | undefined;
}

function orBack(submit: Submit): Submit {
  return (state, session, form) =>
    form.get('action') === 'back'
      ? backToApplication(state, session, form.get('share') === 'yes')
      : submit(state, session, form);
}

const submitSignIn: Submit = (state, session, form) => signInAtMaker(state, session, form.get('username') ?? '');

const submitBrand: Submit = (state, session, form) => {
  if (form.get('action') === 'not-listed') {
    session.failure = { error: 'vehicle_incompatible', description: "The user's vehicle is not compatible." };
    return backToApplication(state, session);
  }
  const make = form.get('make') ?? '';
  return offeredMakes(state).includes(make)
    ? chooseMake(state, session, make)
    : { ok: false, notice: 'Choose a make from the list.' };
};

const submitConsent: Submit = (state, session, form) => {
  if (form.get('action') === 'deny') return denyAtTesla(state, session);
  return allowAtTesla(state, session, form.getAll('box'));
};

const submitManage: Submit = (state, session, form) => {
  if (form.get('action') === 'remove') return removeAccess(state, session);
  const answer = allowAtTesla(state, session, form.getAll('box'));
  return answer.ok ? answer : { ok: false, notice: 'Nothing is ticked. To share nothing at all, use Remove Access.' };
};

const submitGrant: Submit = (state, session, form) => {
  if (form.get('action') === 'deny') return denyGrant(state, session);
  return approveGrant(state, session, { permissions: form.getAll('permission'), vehicleIds: form.getAll('vehicle') });
};

/** Every screen by its name. */
export const screens: Readonly<Record<PageName, Screen>> = {
  preamble: { render: preamblePage, submit: orBack(leavePreamble) },
  brand: { render: brandPage, submit: orBack(submitBrand) },
  'sign-in': { render: signInPage, submit: orBack(submitSignIn) },
  'tesla-sign-in': { render: teslaSignInPage, submit: orBack(submitSignIn) },
  'tesla-manage-sign-in': { render: teslaSignInPage, submit: orBack(submitSignIn) },
  'tesla-consent': { render: teslaConsentPage, submit: orBack(submitConsent) },
  'missing-permissions': { render: missingPermissionsPage, submit: orBack(goToManage) },
  'tesla-manage': { render: teslaManagePage, submit: orBack(submitManage) },
  grant: { render: grantPage, submit: submitGrant },
  'virtual-key': { render: virtualKeyPage, submit: orBack(leaveKeyPage) },
  'connect-error': { render: connectErrorPage, submit: orBack((state, session) => backToApplication(state, session)) },
  success: { render: successPage },
  finished: { render: finishedPage },
  'error-400': { render: () => invalidUrlPage('400', 'This link cannot be used.') },
  'error-404': { render: () => unknownPage('There is no such page.') },
};
