import { stableUuid } from '../../state/ids.ts';
import type { Application } from '../../state/state.ts';
import { refuse, succeed, type Outcome } from '../call/outcome.ts';
import { refusePathV3, type V3Call } from './call.ts';
import { answerList } from './list.ts';
import { answerSubscriptions } from './subscriptions.ts';
import { answerWebhooks } from './webhooks.ts';

/** The management half of v3: `/applications`, `/subscriptions`, `/webhooks`. */
export function answerManagementV3(call: V3Call, parts: readonly string[]): Outcome {
  const [kind, id, ...rest] = parts;
  if (kind === 'applications') return answerApplications(call, id, rest);
  if (rest.length > 0) return refusePathV3(call);
  if (kind === 'subscriptions') return answerSubscriptions(call, id);
  return kind === 'webhooks' ? answerWebhooks(call, id) : refusePathV3(call);
}

/** Paths are from Smartcar's API file of 2026-09; what an application and its secrets tell is not published. */
function answerApplications(call: V3Call, id: string | undefined, rest: readonly string[]): Outcome {
  const { application } = call;
  if (call.request.method !== 'GET' || rest.length > 1) return refusePathV3(call);
  if (id === undefined)
    return answerList(call, {
      path: 'applications',
      all: [application],
      toResource: applicationResource,
      size: 10,
      filterNames: [],
    });
  if (id !== application.id) return refuse('RESOURCE_NOT_FOUND:NOT_FOUND', 'no such application');
  const [sub] = rest;
  if (sub === undefined) return succeed({ data: applicationResource(application) }, '200: application');
  return sub === 'secrets' ? listSecrets(call) : refusePathV3(call);
}

function applicationResource({ id, name, redirectUris }: Application): unknown {
  return { id, type: 'application', attributes: { name, redirectUris }, links: { self: `/applications/${id}` } };
}

/** A secret is told once, when it is made: what is listed afterwards is its end. */
function listSecrets(call: V3Call): Outcome {
  const { application } = call;
  return answerList(call, {
    path: `applications/${application.id}/secrets`,
    all: [application.apiClientSecret],
    toResource: (secret) => ({
      id: stableUuid(`secret ${application.id}`),
      type: 'secret',
      attributes: { lastFour: secret.slice(-4) },
    }),
    size: 10,
    filterNames: [],
  });
}
