import type { ServerResponse } from 'node:http';
import { turnedAwayTexts, type TurnedAway } from '../../core/connect/turned-away.ts';
import { renderNotice } from './page.ts';
import { sendPage } from './response.ts';

/** Answers a refused request: what is wrong, and nothing of what it said. */
export function sendNotice(response: ServerResponse, status: number, reason: TurnedAway): void {
  const { title, text } = turnedAwayTexts[reason];
  sendPage({ response, status, html: renderNotice(title, text), headers: status === 405 ? { allow: 'GET' } : {} });
}
