import { drawRevokeSteps } from './drawings/revoke-steps.ts';
import { listBlock, paragraphBlock, type Guide } from './guide.ts';
import type { GuideMessages } from './messages/messages.ts';

/** How an owner removes the access of a provider and connects again. */
export function buildRevokeGuide(input: {
  readonly provider: string;
  readonly app: string;
  readonly messages: GuideMessages;
}): Guide {
  const { provider, app, messages } = input;
  const words = messages.revoke;
  return {
    name: 'revoke',
    language: messages.language,
    title: words.title(provider),
    lead: words.lead(app, provider),
    sections: [
      {
        heading: words.stepsHeading,
        blocks: [
          { kind: 'drawings', drawings: drawRevokeSteps(words, provider) },
          listBlock(
            'numbered',
            words.steps.map((step) => ({ strong: step.heading, text: step.text(provider) })),
          ),
        ],
      },
      { heading: words.webHeading, blocks: [paragraphBlock(words.web(provider))] },
      { heading: words.againHeading, blocks: [paragraphBlock(words.again(app))] },
      { heading: words.afterHeading, blocks: [paragraphBlock(words.after(provider))] },
    ],
  };
}
