import { exitCodes, type ExitCode } from '../exit-codes.ts';

interface ErrorCodeInfo {
  readonly exitCode: ExitCode;
  /** What happened and why. */
  readonly meaning: string;
  /** What to do about it. */
  readonly fix: string;
}

const makeTable = () =>
  ({
    UNEXPECTED: {
      exitCode: exitCodes.unexpected,
      meaning:
        'connect-cli ran into a case that it does not know, which is a bug in it, or the machine refused it files, connections or memory, which the message says.',
      fix: 'Unless the message names a limit of the machine, run the command again with `--verbose`, which prints the stack, and report it with the version that `--version` prints.',
    },
    USAGE: {
      exitCode: exitCodes.usage,
      meaning:
        'The command line could not be understood: an unknown command or option, one argument too many, or two options that cannot be combined.',
      fix: 'Add `--help` to the command: it lists the options and shows examples.',
    },
    INPUT_REQUIRED: {
      exitCode: exitCodes.usage,
      meaning: 'A value is missing and cannot be asked for: there is no terminal, or `--no-input` forbids questions.',
      fix: 'Pass the flag or set the variable that the message names, or save the value in a profile with `connect-cli init`.',
    },
    INVALID_VALUE: {
      exitCode: exitCodes.usage,
      meaning: 'A value has a form that the command cannot use. The message quotes it and says what is accepted.',
      fix: 'Correct the value. If you did not type it, `connect-cli config` shows where each setting comes from.',
    },
    UNKNOWN_PERMISSION: {
      exitCode: exitCodes.usage,
      meaning: 'A permission that the provider does not publish, usually a typo.',
      fix: '`connect-cli explain-scopes` lists all permissions. `--allow-unknown` accepts one that is newer than the table.',
    },
    UNKNOWN_BOX: {
      exitCode: exitCodes.usage,
      meaning: "A consent box that Tesla's screen does not have in the table of this provider and edition.",
      fix: "Write a box by Tesla's label, by Smartcar's label or by its scope id; `connect-cli explain-scopes` shows all of them.",
    },
    UNKNOWN_EDITION: {
      exitCode: exitCodes.usage,
      meaning: 'There is no table of permissions and boxes with that name.',
      fix: 'Leave out `--edition` for the newest table, or use one of the names in the message.',
    },
    UNKNOWN_PROVIDER: {
      exitCode: exitCodes.usage,
      meaning: 'connect-cli does not know a provider with that name.',
      fix: 'Use one of the names in the message.',
    },
    UNSUPPORTED_MAKE: {
      exitCode: exitCodes.usage,
      meaning: 'The stand-alone revoke flow exists only for TESLA.',
      fix: 'Send owners of another make through `connect-cli authorize` again.',
    },
    API_CLIENT_ID: {
      exitCode: exitCodes.usage,
      meaning:
        'A `client_…` value is an API credential for the token endpoint; Connect answers it with an error page and never redirects.',
      fix: 'Use the application id, a UUID. It is on the credentials page of the Smartcar Dashboard.',
    },
    NOT_FOUND: {
      exitCode: exitCodes.usage,
      meaning: 'There is no file, profile, vehicle or stored token with that name.',
      fix: 'Check the name that the message quotes; the line below it names the command that lists the existing ones.',
    },
    ALREADY_EXISTS: {
      exitCode: exitCodes.usage,
      meaning: 'Something with that name already exists, and it is not overwritten.',
      fix: 'Choose another name, or remove the old one first if it is no longer needed.',
    },
    OUTPUT_FAILED: {
      exitCode: exitCodes.unexpected,
      meaning: 'The result could not be written completely, for example because the disk is full.',
      fix: 'Free some space or write elsewhere, and run the command again.',
    },
    CREDENTIALS_MISSING: {
      exitCode: exitCodes.credentials,
      meaning: "The command needs the provider's API, but there are neither credentials nor a stored token for it.",
      fix: '`connect-cli init` stores them; the variables that the message names and stdin work too. `--sandbox` needs none.',
    },
    CREDENTIALS_REFUSED: {
      exitCode: exitCodes.credentials,
      meaning: 'The provider refused the credentials or the token: they are wrong, used, expired or of the wrong kind.',
      fix: 'Explain the code that the message quotes with `connect-cli explain-error`. A dead refresh token can only be replaced by running Connect again.',
    },
    CREDENTIALS_UNUSABLE: {
      exitCode: exitCodes.credentials,
      meaning: 'A secret or a token contains a character that none can have, such as a line break. It was not sent.',
      fix: 'Copy the secret again from the Dashboard and set or store it where the message says it came from. A stored token is replaced by `connect-cli authorize`.',
    },
    STORE_UNAVAILABLE: {
      exitCode: exitCodes.credentials,
      meaning: 'The credential store or the settings file cannot be read or written.',
      fix: 'Check the file and its owner as the message says; a keychain must be unlocked. `connect-cli doctor` looks at both, and `--fix` closes files that are open to others.',
    },
    API_ERROR: {
      exitCode: exitCodes.unavailable,
      meaning: 'The provider was reached and answered with an error.',
      fix: 'Explain the code that the message quotes with `connect-cli explain-error`; name the request id if you contact support.',
    },
    NETWORK: {
      exitCode: exitCodes.unavailable,
      meaning: 'The provider could not be reached: no network, no such host, a proxy or a certificate in between.',
      fix: 'Check the network and any proxy, then try again. `connect-cli doctor` tries every address and the way to it; `--verbose` shows each request.',
    },
    TIMED_OUT: {
      exitCode: exitCodes.timedOut,
      meaning:
        'Nothing came back in time. The usual causes: the redirect URI is not registered, the id on the link is wrong, or the owner did not finish.',
      fix: 'Open the link again and see where it leads; `connect-cli url lint` checks it, and `connect-cli doctor` asks Connect whether it knows id and redirect URI. `--timeout` waits longer.',
    },
    PORT_UNAVAILABLE: {
      exitCode: exitCodes.portUnavailable,
      meaning:
        'Nothing can listen there: another program holds the port of the redirect URI, on IPv4 or IPv6, or the system refuses this program a socket, which the message says.',
      fix: 'Where the port is taken, stop the other program, which the message names if the system reveals it, or pass another registered redirect URI: `--redirect-uri` may be given several times.',
    },
    SECURITY: {
      exitCode: exitCodes.security,
      meaning: 'A security check failed, such as a state that is not the one that was sent. Nothing was accepted.',
      fix: 'Start again from a fresh link. If it happens again, someone or something is changing the redirect on its way.',
    },
    INTERRUPTED: {
      exitCode: exitCodes.interrupted,
      meaning: 'Stopped by Ctrl-C before it was done.',
      fix: 'Run the command again; nothing was left half-written.',
    },
    TERMINATED: {
      exitCode: exitCodes.terminated,
      meaning: 'Stopped by SIGTERM before it was done.',
      fix: 'Run the command again; nothing was left half-written.',
    },
  }) as const satisfies Record<string, ErrorCodeInfo>;

/** One of `errorCodes()`. */
export type ErrorCode = keyof ReturnType<typeof makeTable>;

let table: ReturnType<typeof makeTable> | undefined;

/**
 * Every code that an error of connect-cli can carry. `docs/errors.md` is made of it.
 * @returns the table; it is made when it is first asked for, since nobody should wait for it where nothing goes wrong
 */
export function errorCodes(): ReturnType<typeof makeTable> {
  return (table ??= makeTable());
}
