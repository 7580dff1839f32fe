import type { ExplainedBox, ScopeExplanation } from '../../core/permissions/explain.ts';
import type { ConsentMessages, GuideMessages } from './messages/messages.ts';
import { ownValue } from '../../core/text/keys.ts';

type IsCommand = (permission: string) => boolean;

/** Whose words a box is explained in. */
interface Speaker {
  readonly app: string;
  readonly messages: GuideMessages;
  readonly isCommand: IsCommand;
}

/** A box to tick, and what to tell the owner about it. */
export interface WordedBox {
  readonly box: ExplainedBox;
  /** One to three sentences. */
  readonly words: string;
}

/** Says in an owner's words what each box is needed for that these permissions want ticked. */
export function wordBoxes(
  { permissions, boxes }: Pick<ScopeExplanation, 'permissions' | 'boxes'>,
  app: string,
  messages: GuideMessages,
): readonly WordedBox[] {
  const commands = new Set(permissions.filter(({ access }) => access === 'control').map(({ name }) => name));
  const isCommand = (name: string) => commands.has(name);
  return boxes.filter((box) => box.tick).map((box) => ({ box, words: wordBox(box, { app, messages, isCommand }) }));
}

function wordBox(box: ExplainedBox, { app, messages, isCommand }: Speaker): string {
  const words = messages.consent;
  const minimum = box.because.includes('connection-minimum') ? [words.minimum] : [];
  const names = box.because.filter((name) => name !== 'connection-minimum');
  const reasons = [...minimum, ...reasonSentences(names, messages, isCommand)];
  const instead = box.orInstead === undefined ? [] : [words.orInstead(listThings(box.orInstead, messages))];
  return [...(reasons.length === 0 ? [words.noReason(app)] : reasons), ...instead].join(' ');
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
  return (Object.hasOwn(words, name) ? ownValue(words, name) : undefined) ?? name;
}
