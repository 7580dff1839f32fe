import type { exitCodes } from './exit-codes.ts';

/** What each exit code says. */
export const exitMeanings: Readonly<Record<keyof typeof exitCodes, string>> = {
  done: 'Done.',
  unexpected: 'A bug in connect-cli itself.',
  usage: 'The command line is wrong, or a value is missing.',
  ownerRefused: 'The vehicle owner denied or gave up.',
  credentials: 'Credentials or configuration are missing or refused.',
  findings: 'Something was found: the consent is incomplete, a check failed.',
  unavailable: 'The network or the provider is not available.',
  timedOut: 'Timed out.',
  portUnavailable: 'The port of the redirect URI cannot be had.',
  security: 'A security check failed.',
  interrupted: 'Ctrl-C.',
  terminated: 'SIGTERM.',
};
