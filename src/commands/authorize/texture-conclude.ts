import { enumerate } from '../../core/text/enumerate.ts';
import { buildAuthorization, type Authorization, type ReportedCallback } from '../../core/connect/authorization.ts';
import { scopedKeyParameter, type AcceptedCallback } from '../../core/connect/admission.ts';
import { judge, type GrantEvidence, type Verdict } from '../../core/permissions/verdict.ts';
import type { NextStep } from '../../core/document.ts';
import { explainScope, type ExplainedBox } from '../../core/permissions/explain.ts';
import { explainTicked } from '../../core/permissions/loss.ts';
import { formatScope, type AskedPermission } from '../../core/permissions/scope.ts';
import type { MappingEdition, Provider } from '../../core/providers/provider.ts';
import { Secret } from '../../core/secret.ts';
import { commandLine } from '../../core/text/shell.ts';
import { boxIds } from '../../core/tesla/boxes.ts';
import { buildVirtualKeyLink } from '../../core/tesla/virtual-key.ts';
import type { Context, Loopback } from '../../io/context.ts';
import { stayInside } from '../../flags/stay-inside.ts';
import type { OwnerPlay } from '../../core/tesla/owner-play.ts';
import type { SandboxHandle } from '../../io/sandbox-control.ts';
import { ownStore } from '../../live/own-store.ts';
import { credentialOwner, type SecretName } from '../../settings/secrets.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Outcome } from '../../report/outcome.ts';
import type { AuthorizeFlags } from './flags.ts';
import type { TextureLink } from '../../live/texture-link.ts';
import { ownValue } from '../../core/text/keys.ts';

/** What the command settled before it turned to Texture. */
export interface TextureRequest {
  readonly flags: AuthorizeFlags;
  readonly provider: Provider;
  readonly owner: OwnerPlay | undefined;
  readonly timeoutMs: number;
  readonly secrets: ReadonlyMap<SecretName, Secret>;
}

/** Everything that is settled before the owner sees Tesla's first page. */
export interface TextureRun extends TextureRequest {
  readonly edition: MappingEdition;
  readonly asked: readonly AskedPermission[];
  readonly settings: Settings;
  readonly link: TextureLink;
  readonly redirectUrl: string;
  readonly warnings: readonly string[];
  readonly sandbox?: SandboxHandle | undefined;
  readonly loopback?: Loopback | undefined;
}

/** Keeps the scoped key and judges what the owner ticked. */
export async function concludeTexture(
  ctx: Context,
  run: TextureRun,
  callback: AcceptedCallback,
): Promise<{ readonly document: Authorization; readonly exitCode: Outcome['exitCode'] }> {
  const { provider, edition, asked } = run;
  const warnings = [...run.warnings];
  const isKept = await keepKey(ownStore(ctx, run.sandbox), { about: run, callback, warnings });
  const evidence = await readEvidence(run);
  const verdict = judge({ provider, edition, asked, error: callback.error, evidence });
  const document = buildAuthorization({
    provider: provider.id,
    edition: edition.id,
    callback: withoutKey(callback, isKept),
    verdict,
    vehicles: [],
    user: run.link.customerId === undefined ? null : { id: run.link.customerId },
    warnings,
    next: [...repairSteps(run, verdict), ...keySteps(run, callback)],
    error: callback.error === null ? undefined : textureError(callback.error),
  });
  return { document: stayInside(document, run.flags), exitCode: verdict.exitCode };
}

interface KeepKeyInput {
  readonly about: TextureRun;
  readonly callback: AcceptedCallback;
  readonly warnings: string[];
}

/** The key of the customer rests where tokens of this run do. @returns whether there was one */
async function keepKey(
  ctx: Context,
  { about: { settings, link, flags }, callback, warnings }: KeepKeyInput,
): Promise<boolean> {
  const scopedKey = callback.raw[scopedKeyParameter];
  const owner = credentialOwner(settings);
  if (typeof scopedKey !== 'string' || scopedKey.trim() === '' || owner === undefined) return false;
  const key = `${owner}/${link.customerId ?? flags.externalId ?? 'customer'}`;
  await ctx.credentials.writeTokens(key, {
    kind: 'texture',
    accessToken: new Secret(scopedKey),
    obtainedAt: ctx.clock.now(),
    origin: settings.origins.texture.value,
  });
  const { warning } = await ctx.credentials.describe();
  if (warning !== undefined) warnings.push(warning);
  return true;
}

function withoutKey(callback: AcceptedCallback, isKept: boolean): ReportedCallback {
  const { [scopedKeyParameter]: _, ...raw } = callback.raw;
  return { ...callback, raw, ...(isKept ? { scopedKey: 'stored' as const } : {}) };
}

/** Texture shows no screen of its own behind Tesla's: what the boxes cover is what is granted. */
async function readEvidence({ sandbox, provider, edition, asked }: TextureRun): Promise<GrantEvidence> {
  const record = await sandbox?.record();
  if (record === undefined) return {};
  const ticked = new Set(boxIds.filter((box) => record.ticked.includes(box)));
  return { ticked, granted: new Set(explainTicked({ provider, edition }, asked, ticked).granted) };
}

function textureError(code: string): NonNullable<Authorization['error']> {
  return {
    code,
    title: 'Texture sent the owner back without a key.',
    cause: 'The owner declined or left, or Tesla refused. Texture does not publish a list of redirect errors.',
    remedy: 'Tell the owner in advance which Tesla boxes to tick (Select All is the safest), and make a new link.',
    who: 'owner',
  };
}

function keySteps({ provider, asked }: TextureRun, callback: AcceptedCallback): readonly NextStep[] {
  const needsKey = asked.some(({ name }) => ownValue(provider.permissions, name)?.needsVirtualKey === true);
  if (callback.error !== null || !needsKey) return [];
  const { url } = buildVirtualKeyLink(provider.virtualKeyDomain);
  return [
    {
      url,
      why: 'Vehicle commands need the virtual key: have the owner select a car in the Tesla app, then open this link.',
    },
  ];
}

/** Texture's documents name both: the page on which the owner changes its access, then Connect anew. */
function repairSteps({ asked, provider, edition }: TextureRun, verdict: Verdict): readonly NextStep[] {
  const again = (command: string) =>
    commandLine(['connect-cli', command, '--provider', 'texture', '--scope', formatScope(asked)]);
  if (verdict.verdict === 'denied') {
    return [{ command: again('authorize'), why: 'Explain what the boxes are for, and have the owner start again.' }];
  }
  if (verdict.missingBoxes.length === 0) return [];
  const boxes = explainScope({ provider, edition, asked }).boxes.filter(({ label }) =>
    verdict.missingBoxes.includes(label),
  );
  return [
    {
      command: again('revoke'),
      why: `Send the owner to Tesla's page for Texture's access, to update or remove it: ${enumerate(boxes.map(anyBox))} must be ticked.`,
    },
    { command: again('authorize'), why: 'After Update and after Remove Access alike: run Connect again.' },
  ];
}

function anyBox({ label, orInstead }: ExplainedBox): string {
  return orInstead === undefined ? label : `${label} (or ${orInstead.join(' or ')})`;
}
