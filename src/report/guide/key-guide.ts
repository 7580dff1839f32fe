import { keyGuides, type ProviderKeyInfo } from '../../core/tesla/virtual-key.ts';
import { drawKeySteps } from './drawings/key-steps.ts';
import { listBlock, paragraphBlock, type Guide } from './guide.ts';
import type { GuideMessages, KeyTextContext } from './messages/messages.ts';

export interface KeyGuideInput {
  readonly order: ProviderKeyInfo['order'];
  readonly context: KeyTextContext;
  readonly app: string;
  readonly messages: GuideMessages;
}

/** How an owner adds the virtual key, on a phone or with a computer beside it. */
export function buildKeyGuide({ order, context, app, messages }: KeyGuideInput): Guide {
  const words = messages.virtualKey;
  const { before, steps, notes } = keyGuides[order];
  return {
    name: 'virtual-key',
    language: messages.language,
    title: words.title(app),
    lead: words.lead(app),
    sections: [
      {
        heading: words.beforeHeading,
        blocks: [
          listBlock(
            'plain',
            before.map((id) => words.before[id]),
          ),
        ],
      },
      {
        heading: words.stepsHeading,
        blocks: [
          listBlock(
            'numbered',
            steps.map((id) => words.steps[id](context)),
          ),
          { kind: 'link', url: context.url },
          { kind: 'drawings', drawings: drawKeySteps(words, context) },
        ],
      },
      { heading: words.phoneHeading, blocks: [paragraphBlock(words.phone)] },
      { heading: words.desktopHeading, blocks: [paragraphBlock(words.desktop)] },
      {
        heading: words.notesHeading,
        blocks: [
          listBlock(
            'plain',
            notes.map((id) => words.notes[id]),
          ),
        ],
      },
    ],
  };
}
