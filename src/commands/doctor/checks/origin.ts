import { CliError } from '../../../core/errors/cli-error.ts';
import type { OriginName } from '../../../settings/origins.ts';
import { failure, ok, skipped, warning, type Check } from '../check.ts';

const slowMs = 3_000;

/** What each origin is for. */
const purposes: Readonly<Record<OriginName, string>> = {
  connect: 'Connect',
  auth: 'token endpoint of API v2',
  api: 'API v2',
  iam: 'token endpoint of API v3',
  vehicleApi: 'API v3',
  management: 'management API',
  texture: "Texture's API",
};

/** Whether an origin answers at all: any status will do, since its root is nobody's address. */
export function originCheck(name: OriginName): Check {
  return {
    id: `origin-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    title: `Reachability: ${purposes[name]}`,
    async run({ settings, answerOf }) {
      if (settings instanceof CliError) return skipped('The settings must be fixed first.');
      const origin = settings.origins[name].value;
      const answer = await answerOf(name);
      if (!answer.reached) return failure(answer.error.message, answer.error.hint);
      const { status, milliseconds } = answer;
      const sentence = `${origin} answered ${status} after ${milliseconds} ms.`;
      if (status >= 500) return warning(sentence, 'The provider has problems of its own: try again later.');
      return milliseconds > slowMs
        ? warning(sentence, 'The connection is slow: check the proxy and the network.')
        : ok(sentence);
    },
  };
}
