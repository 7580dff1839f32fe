import type { ExplainedBox, ScopeExplanation } from '../../core/permissions/explain.ts';
import type { Provider } from '../../core/providers/provider.ts';
import { drawConsentScreen } from './drawings/consent-screen.ts';
import { listBlock, paragraphBlock, type Guide, type GuideItem } from './guide.ts';
import type { ConsentMessages, GuideMessages } from './messages/messages.ts';

export interface ConsentGuideInput {
  readonly explanation: ScopeExplanation;
  readonly provider: Provider;
  readonly app: string;
  readonly messages: GuideMessages;
}

/** What an owner should know before Tesla's consent screen opens. */
export function buildConsentGuide({ explanation, provider, app, messages }: ConsentGuideInput): Guide {
  const words = messages.consent;
  const commands = new Set(
    explanation.permissions.filter(({ access }) => access === 'control').map(({ name }) => name),
  );
  const isCommand = (name: string) => commands.has(name);
  const ticked = explanation.boxes.filter((box) => box.tick);
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
            ticked.map((box) => explainBox(box, { app, messages, isCommand })),
          ),
        ],
      },
      { heading: words.selectAllHeading, blocks: [paragraphBlock(words.selectAll), ...limited] },
      { heading: words.missedHeading, blocks: [paragraphBlock(words.missed(app))] },
    ],
  };
}

type IsCommand = (permission: string) => boolean;

/** Whose words a box is explained in. */
interface BoxWords {
  readonly app: string;
  readonly messages: GuideMessages;
  readonly isCommand: IsCommand;
}

function explainBox(box: ExplainedBox, { app, messages, isCommand }: BoxWords): GuideItem {
  const words = messages.consent;
  const minimum = box.because.includes('connection-minimum') ? [words.minimum] : [];
  const names = box.because.filter((name) => name !== 'connection-minimum');
  const reasons = [...minimum, ...reasonSentences(names, messages, isCommand)];
  const instead = box.orInstead === undefined ? [] : [words.orInstead(listThings(box.orInstead, messages))];
  return {
    strong: box.label,
    text: [...(reasons.length === 0 ? [words.noReason(app)] : reasons), ...instead].join(' '),
  };
}

/** Reading and acting are two sentences. */
function reasonSentences(names: readonly string[], messages: GuideMessages, isCommand: IsCommand): readonly string[] {
  const { reads, controls, permissions } = messages.consent;
  const say = (name: string) => plainWords(name, permissions);
  const acts = names.filter(isCommand).map(say);
  const seen = names.filter((name) => !isCommand(name)).map(say);
  return [
    ...(seen.length === 0 ? [] : [reads(listThings(seen, messages))]),
    ...(acts.length === 0 ? [] : [controls(listThings(acts, messages))]),
  ];
}

/** One thing or several; with semicolons where one of them is a list itself. */
function listThings(things: readonly string[], { and }: GuideMessages): string {
  if (things.some((thing) => thing.includes(` ${and} `) || thing.includes(', '))) return things.join('; ');
  const last = things.at(-1) ?? '';
  return things.length < 2 ? last : `${things.slice(0, -1).join(', ')} ${and} ${last}`;
}

/** A permission that the language has no words for is named as it is. */
function plainWords(name: string, permissions: ConsentMessages['permissions']): string {
  const words: Readonly<Record<string, string>> = permissions;
  return (Object.hasOwn(words, name) ? words[name] : undefined) ?? name;
}
