import { connectionFinding } from '../connection-findings.ts';
import type { ConnectionCheck } from './connection-check.ts';

/** API v2 and its user tokens are about to end. */
export const sunsetCheck: ConnectionCheck = ({ era, userId }) =>
  era === 'v3'
    ? []
    : [
        connectionFinding(
          'v2-ends',
          ['read with a user token of v2', ...(userId === null ? [] : [`user id to store: ${userId}`])],
          {
            next: { command: 'connect-cli migrate plan', why: 'List per user what to store for v3.' },
          },
        ),
      ];
