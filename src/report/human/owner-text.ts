import type { ExplainedBox, ScopeExplanation } from '../../core/permissions/explain.ts';
import type { GrantComparison } from '../../core/permissions/grant-comparison.ts';
import type { Provider } from '../../core/providers/provider.ts';
import { buildVirtualKeyLink } from '../../core/tesla/virtual-key.ts';
import { languages } from '../guide/messages/languages.ts';
import { ownValue } from '../../core/text/keys.ts';

/**
 * The message to send to a vehicle's owner: before the first consent, or, with a grant that lacks something, to mend it.
 * Plain text without line breaks inside paragraphs, so that it can go into a mail or a chat.
 */
export function renderOwnerText(explanation: ScopeExplanation, provider: Provider, grant?: GrantComparison): string {
  const isRepair = grant !== undefined && grant.missingBoxes.length > 0;
  const boxes = explanation.boxes.filter(({ tick }) => tick);
  const commands = new Set(
    explanation.permissions.filter(({ access }) => access === 'control').map(({ name }) => name),
  );
  const isCommand = (name: string) => commands.has(name);
  const parts = [
    ...(isRepair ? repairLead(provider, grant) : connectLead(provider)),
    boxes.map((box) => `- ${box.label}: ${reason(box, isCommand)}`).join('\n'),
    `Nothing is ticked when the screen opens. Then press Allow.${limitText(provider)}`,
    ...keyText(explanation, provider),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** Only a provider with a screen of its own limits what Select All shares. */
function limitText(provider: Provider): string {
  if (!provider.hasGrantScreen) return '';
  return ` Select All gives us nothing more: on the next screen ${provider.name} lists exactly what we get, and you decide there.`;
}

function connectLead(provider: Provider): readonly string[] {
  return [
    'Hello,',
    `to connect your Tesla we send you to Tesla's own sign-in. After it, Tesla asks what you want to share with ${provider.name}, the service through which our app reaches your car. Please press Select All, or tick at least these boxes:`,
  ];
}

function repairLead(provider: Provider, grant: GrantComparison): readonly string[] {
  return [
    'Hello,',
    `when you connected your Tesla, ${grant.missingBoxes.length === 1 ? 'a box was left out' : 'some boxes were left out'}: ${grant.missingBoxes.join(', ')}. To put that right, open the Tesla app, go to your profile, Security & Privacy > Third-Party Apps, press Manage next to ${provider.name} and remove the access. Then connect your Tesla with our app again. When Tesla asks what you want to share, please press Select All, or tick at least these boxes:`,
  ];
}

function reason(box: ExplainedBox, isCommand: (permission: string) => boolean): string {
  const permissions: Readonly<Record<string, string>> = languages.en.consent.permissions;
  const names = box.because.filter((name) => name !== 'connection-minimum');
  const say = (name: string) => ownValue(permissions, name) ?? name;
  const sees = names.filter((name) => !isCommand(name)).map(say);
  const acts = names.filter(isCommand).map(say);
  const needs = [
    ...(sees.length === 0 ? [] : [`our app reads ${enumerateClauses(sees)}`]),
    ...(acts.length === 0 ? [] : [`our app can ${enumerateClauses(acts)}`]),
  ];
  return needs.length === 0 ? 'needed for any connection at all' : needs.join('; ');
}

function enumerateClauses(things: readonly string[]): string {
  if (things.length < 2) return things.join('');
  return `${things.slice(0, -1).join('; ')}; and ${things.at(-1) ?? ''}`;
}

function keyText({ virtualKey }: ScopeExplanation, provider: Provider): readonly string[] {
  if (!virtualKey.needed) return [];
  const { url } = buildVirtualKeyLink(provider.virtualKeyDomain);
  return [
    `After that, please add our virtual key to each car: open ${url} on the phone that is a key of your car, in the Tesla app with the owner's account, and confirm. You need not stand beside the car. Without the key we cannot send commands such as lock, unlock or start charging.`,
  ];
}
