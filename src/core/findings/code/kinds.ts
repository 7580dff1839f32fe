import type { FindingInfo } from '../info.ts';

/** Everything that can be found when a code base is compared with its scope. Kinds are public contract: add, never rename. */
export const codeFindings = {
  'scope-under-asked': {
    severity: 'error',
    title: 'The code uses something without asking for its permission.',
    fix: 'Add the permission to the scope, or remove the call: it will fail with PERMISSION:NULL.',
  },
  'scope-maybe-under-asked': {
    severity: 'warning',
    title: 'The code reads a signal that other programs read with a permission it does not ask for.',
    fix: 'Choose the signal in the Dashboard under Configuration → Vehicle Access and see whether that adds the permission.',
  },
  'scope-over-asked': {
    severity: 'warning',
    title: 'The code asks for a permission that it does not use.',
    fix: 'Leave it out. Nothing "just in case": fewer permissions protect the owner and make consent more likely.',
  },
  'scope-use-unseen': {
    severity: 'info',
    title: 'The code asks for a permission whose use cannot be determined.',
    fix: 'It reads all signals at once, takes them from a webhook, builds a path at run time or calls an unknown one: check by hand whether it needs this permission.',
  },
  'scope-path-seen': {
    severity: 'info',
    title: 'The code asks for a permission whose path occurs in it, but not in a call that needs the permission.',
    fix: 'The same path is used for reading and for commands, or occurs in a test or a comment: check by hand before you remove it.',
  },
  'scope-use-elsewhere': {
    severity: 'info',
    title: 'The code asks for a permission but does not call the Smartcar API.',
    fix: 'It opens Connect; another program, usually the back end, uses the permission. Scan that with the scope in `--diff`.',
  },
  'scope-method-undecided': {
    severity: 'info',
    title:
      'The code calls a path that is used both for reading and for commands; which one applies cannot be determined.',
    fix: 'Both permissions and the virtual key are kept in the result. Look at the call, and remove the one it does not need.',
  },
  'scope-key-undecided': {
    severity: 'info',
    title: 'The code builds a path at run time that may be a command, and contains no scope.',
    fix: 'Whether it needs the virtual key cannot be determined. Pass the scope in use with --diff: its control permissions and the key are then kept in the result.',
  },
  'scope-unknown-permission': {
    severity: 'error',
    title: 'A name that looks like a permission but is not one that Smartcar publishes.',
    fix: 'Correct the spelling; `connect-cli explain-scopes` lists all permissions.',
  },
  'scope-unknown-signal': {
    severity: 'error',
    title: 'A code that looks like a signal but is not in the schema.',
    fix: 'Correct the spelling; `connect-cli scopes --list` lists all signals.',
  },
  'scope-unknown-endpoint': {
    severity: 'warning',
    title: 'An API path whose permission connect-cli does not know.',
    fix: 'Check the path; if it is correct, find out its permission and ask for it.',
  },
  'scope-permission-unknown': {
    severity: 'info',
    title: 'A signal whose permission is not published.',
    fix: 'Choose it in the Dashboard under Configuration → Vehicle Access and see which permission that adds.',
  },
  'scope-none-found': {
    severity: 'info',
    title: 'The code contains no scope.',
    fix: "The Dashboard's Vehicle Access then decides what is asked for. Pass that set with --diff to compare it.",
  },
} as const satisfies Record<string, FindingInfo>;
