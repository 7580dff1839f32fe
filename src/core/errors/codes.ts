import { exitCodes, type ExitCode } from '../exit-codes.ts';

interface ErrorCodeInfo {
  readonly exitCode: ExitCode;
  /** When it comes and what mends it; becomes `docs/errors/<CODE>.md`. */
  readonly meaning: string;
}

/** Every code that an error of connect-cli can carry. */
export const errorCodes = {
  UNEXPECTED: { exitCode: exitCodes.unexpected, meaning: 'A fault of connect-cli itself. Please report it.' },
  USAGE: {
    exitCode: exitCodes.usage,
    meaning: 'The command line could not be understood: see `--help` of the command.',
  },
  INPUT_REQUIRED: {
    exitCode: exitCodes.usage,
    meaning:
      'A value is missing and nobody can be asked for it. Pass the flag or set the variable that the message names.',
  },
  INVALID_VALUE: {
    exitCode: exitCodes.usage,
    meaning: 'A value has the wrong form. The message quotes it and says what is accepted.',
  },
  UNKNOWN_PERMISSION: {
    exitCode: exitCodes.usage,
    meaning:
      'A permission that the provider does not publish. Check the spelling; `--allow-unknown` lets a new one pass.',
  },
  UNKNOWN_BOX: { exitCode: exitCodes.usage, meaning: "A consent box that Tesla's screen does not have." },
  UNKNOWN_EDITION: { exitCode: exitCodes.usage, meaning: 'There is no permission table of that name.' },
  UNKNOWN_PROVIDER: { exitCode: exitCodes.usage, meaning: 'connect-cli knows no provider of that name.' },
  UNSUPPORTED_MAKE: { exitCode: exitCodes.usage, meaning: 'The stand-alone revoke flow exists for TESLA only.' },
  API_CLIENT_ID: {
    exitCode: exitCodes.usage,
    meaning:
      'A `client_…` value is an API credential for the token endpoint; Connect takes the application id, a UUID.',
  },
  NOT_FOUND: { exitCode: exitCodes.usage, meaning: 'A file, profile or stored token of that name does not exist.' },
  ALREADY_EXISTS: { exitCode: exitCodes.usage, meaning: 'Something of that name exists and is not overwritten.' },
  OUTPUT_FAILED: {
    exitCode: exitCodes.usage,
    meaning: 'What stdout leads to, such as a file on a full disk, takes no more. The result was not written whole.',
  },
  CREDENTIALS_MISSING: {
    exitCode: exitCodes.credentials,
    meaning:
      'The command needs credentials and found none. `connect-cli init` stores them; variables and stdin work too.',
  },
  CREDENTIALS_REFUSED: {
    exitCode: exitCodes.credentials,
    meaning: 'The provider refused the credentials or the token.',
  },
  STORE_UNAVAILABLE: {
    exitCode: exitCodes.credentials,
    meaning: 'The credential store or the settings file cannot be read or written.',
  },
  API_ERROR: {
    exitCode: exitCodes.unavailable,
    meaning: 'The provider answered with an error. `connect-cli explain-error` explains its code.',
  },
  NETWORK: { exitCode: exitCodes.unavailable, meaning: 'The provider could not be reached.' },
  TIMED_OUT: {
    exitCode: exitCodes.timedOut,
    meaning:
      'Nothing came back in time. The usual causes: the redirect URI is not registered, or the id on the link is wrong.',
  },
  PORT_UNAVAILABLE: {
    exitCode: exitCodes.portUnavailable,
    meaning:
      'The port of the redirect URI is taken, on IPv4 or on IPv6. Stop the other program or pass another registered redirect URI.',
  },
  SECURITY: { exitCode: exitCodes.security, meaning: 'A security check failed; nothing was accepted.' },
  INTERRUPTED: { exitCode: exitCodes.interrupted, meaning: 'Stopped by Ctrl-C.' },
  TERMINATED: { exitCode: exitCodes.terminated, meaning: 'Stopped by SIGTERM.' },
} as const satisfies Record<string, ErrorCodeInfo>;

/** One of `errorCodes`. */
export type ErrorCode = keyof typeof errorCodes;
