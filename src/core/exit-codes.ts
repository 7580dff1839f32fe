/** Every way in which the process can end. The numbers are public contract. */
export const exitCodes = {
  done: 0,
  unexpected: 1,
  usage: 2,
  ownerRefused: 3,
  credentials: 4,
  findings: 5,
  unavailable: 6,
  timedOut: 7,
  portUnavailable: 8,
  security: 9,
  interrupted: 130,
  terminated: 143,
} as const;

/** One of `exitCodes`. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

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
