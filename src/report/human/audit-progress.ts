import { count } from '../../core/text/count.ts';

/** How far a live audit came. */
export interface AuditProgress {
  /** Connections that were read, those of earlier runs included. */
  readonly read: number;
  /** In all; null where the API does not tell. */
  readonly total: number | null;
  /** Those that this run read, and its milliseconds. */
  readonly readNow: number;
  readonly elapsedMs: number;
}

/**
 * @param columns what it must fit; what has no room is left out whole
 * @returns such as `12,300 of 100,000 connections, 4,120 a second, about 21 s left`
 */
export function renderProgress({ read, total, readNow, elapsedMs }: AuditProgress, columns = Infinity): string {
  const rate = elapsedMs > 0 ? (readNow / elapsedMs) * 1000 : 0;
  const parts = [`${count(read)}${total === null ? '' : ` of ${count(total)}`} connections`];
  if (rate > 0) parts.push(`${rate < 10 ? rate.toFixed(1) : count(Math.round(rate))} a second`);
  if (rate > 0 && total !== null && total > read) parts.push(`about ${duration((total - read) / rate)} left`);
  while (parts.length > 1 && parts.join(', ').length > columns) parts.pop();
  return parts.join(', ');
}

/** @param seconds a length of time, in two units at most */
function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
