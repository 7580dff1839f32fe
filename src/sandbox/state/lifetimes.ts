const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** Published lifetimes, in milliseconds. */
export const lifetimes = {
  code: 10 * minute,
  access: 2 * hour,
  refresh: 60 * 24 * hour,
  /** How long a refresh token still works after its first use. */
  refreshGrace: minute,
  iam: hour,
} as const;
