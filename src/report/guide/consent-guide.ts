import type { ScopeExplanation } from '../../core/permissions/explain.ts';
import type { Provider } from '../../core/providers/provider.ts';
import { wordBoxes } from './box-words.ts';
import { drawConsentScreen } from './drawings/consent-screen.ts';
import { listBlock, paragraphBlock, type Guide } from './guide.ts';
import type { GuideMessages } from './messages/messages.ts';

export interface ConsentGuideInput {
  readonly explanation: ScopeExplanation;
  readonly provider: Provider;
  readonly app: string;
  readonly messages: GuideMessages;
}

/** What an owner should know before Tesla's consent screen opens. */
export function buildConsentGuide({ explanation, provider, app, messages }: ConsentGuideInput): Guide {
  const words = messages.consent;
  const limited = provider.hasGrantScreen ? [paragraphBlock(words.stillLimited(app, provider.name))] : [];
  return {
    name: 'consent',
    language: messages.language,
    title: words.title(app),
    lead: words.lead(app, provider.name),
    sections: [
      {
        heading: words.boxesHeading,
        blocks: [
          paragraphBlock(words.nothingTicked),
          { kind: 'drawings', drawings: [drawConsentScreen(explanation.boxes, provider.name, words)] },
          listBlock(
            'ticked',
            wordBoxes(explanation, app, messages).map(({ box, words: text }) => ({ strong: box.label, text })),
          ),
        ],
      },
      { heading: words.selectAllHeading, blocks: [paragraphBlock(words.selectAll), ...limited] },
      { heading: words.missedHeading, blocks: [paragraphBlock(words.missed(app))] },
    ],
  };
}
