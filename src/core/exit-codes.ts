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
