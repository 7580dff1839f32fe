import { CliError } from '../../../core/errors/cli-error.ts';
import { originNames } from '../../../settings/origins.ts';
import { failure, ok, skipped, warning, type Check } from '../check.ts';
import { originsOf } from '../origins.ts';

/** The Date header counts whole seconds, and the answer takes its time. */
const noticeableMs = 60_000;
/** From here on fresh tokens count as expired, and certificates as not valid yet. */
const harmfulMs = 5 * 60_000;

/** The clock of this machine against the clock of an origin that answers. */
export const clockCheck: Check = {
  id: 'clock',
  title: 'Clock',
  async run({ settings, answerOf }) {
    if (settings instanceof CliError) return skipped('The settings must be fixed first.');
    for (const name of originNames.filter((one) => originsOf(settings).includes(one))) {
      const answer = await answerOf(name);
      if (answer.reached && answer.ahead !== undefined) return judge(answer.ahead, settings.origins[name].value);
    }
    return skipped('No origin answered with its time.');
  },
};

function judge(ahead: number, origin: string) {
  const size = Math.abs(ahead);
  if (size < noticeableMs) return ok(`This machine and ${origin} agree to within a minute.`);
  const sentence = `This machine is ${spell(size)} ${ahead > 0 ? 'behind' : 'ahead of'} ${origin}.`;
  const fix = 'Set the clock, ideally by NTP: tokens and certificates are only valid for a period of time.';
  return size < harmfulMs ? warning(sentence, fix) : failure(sentence, fix);
}

function spell(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  if (minutes < 120) return `${minutes} minute${minutes === 1 ? '' : 's'}`;
  return minutes < 48 * 60 ? `${Math.round(minutes / 60)} hours` : `${Math.round(minutes / (24 * 60))} days`;
}
