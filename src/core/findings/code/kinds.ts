import type { FindingInfo } from '../info.ts';

/** Everything that can be found when a code base is compared with its scope. Kinds are public contract: add, never rename. */
export const codeFindings = {
  'scope-under-asked': {
    severity: 'error',
    title: 'The code uses something whose permission it does not ask for.',
    fix: 'Add the permission to the scope, or take the call out: it ends in PERMISSION:NULL.',
  },
  'scope-maybe-under-asked': {
    severity: 'warning',
    title: 'The code reads a signal that other programs read under a permission which it does not ask for.',
    fix: 'Choose the signal in the Dashboard under Configuration → Vehicle Access and see whether that adds the permission.',
  },
  'scope-over-asked': {
    severity: 'warning',
    title: 'The code asks for a permission that nothing in it uses.',
    fix: 'Leave it out. Nothing "just in case": fewer permissions protect the owner and make consent more likely.',
  },
  'scope-use-unseen': {
    severity: 'info',
    title: 'The code asks for a permission whose use cannot be seen in it.',
    fix: 'It reads all signals at once, takes them from a webhook, builds a path at run time or calls one that is not known: check by hand whether it needs this one.',
  },
  'scope-path-seen': {
    severity: 'info',
    title: 'The code asks for a permission whose path occurs in it, but not in a call that needs the permission.',
    fix: 'The same path serves to read and to command, or stands in a test or a comment: check by hand before you leave it out.',
  },
  'scope-use-elsewhere': {
    severity: 'info',
    title: 'The code asks for a permission and calls nothing of the Smartcar API.',
    fix: 'It opens Connect; what uses the permission is another program, usually the back end. Scan that with the scope in `--diff`.',
  },
  'scope-method-undecided': {
    severity: 'info',
    title: 'The code calls a path that serves to read and to command, and it cannot be seen which.',
    fix: 'Both permissions and the virtual key are kept in the result. Look at the call, and leave out the one that it does not need.',
  },
  'scope-unknown-permission': {
    severity: 'error',
    title: 'A name that looks like a permission and is none that Smartcar publishes.',
    fix: 'Correct the spelling; `connect-cli explain-scopes` lists all permissions.',
  },
  'scope-unknown-signal': {
    severity: 'error',
    title: 'A code that looks like a signal and is none of the schema.',
    fix: 'Correct the spelling; `connect-cli scopes --list` lists all signals.',
  },
  'scope-unknown-endpoint': {
    severity: 'warning',
    title: 'A path of the API whose permission connect-cli does not know.',
    fix: 'Check the path; if it is right, find out its permission and ask for it.',
  },
  'scope-permission-unknown': {
    severity: 'info',
    title: 'A signal for which nobody publishes the permission.',
    fix: 'Choose it in the Dashboard under Configuration → Vehicle Access and see which permission that adds.',
  },
  'scope-none-found': {
    severity: 'info',
    title: 'The code holds no scope.',
    fix: "Then the Dashboard's Vehicle Access decides what is asked. Pass --diff with that set to compare it.",
  },
} as const satisfies Record<string, FindingInfo>;
