import { scopedKeyParameter } from '../../core/connect/admission.ts';
import { buildGrantChange, coversAll, type GrantChange } from '../../core/connect/grant-change.ts';
import type { BuiltUrl } from '../../core/connect/query.ts';
import type { NextStep } from '../../core/document.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { explainTicked } from '../../core/permissions/loss.ts';
import type { AskedPermission } from '../../core/permissions/scope.ts';
import type { MappingEdition, Provider } from '../../core/providers/provider.ts';
import { boxIds, type BoxId } from '../../core/tesla/boxes.ts';
import { keysOf } from '../../core/text/keys.ts';
import type { OwnerPlay, OwnerRound } from '../../core/tesla/owner-play.ts';
import type { Context } from '../../io/context.ts';
import type { SandboxHandle } from '../../io/sandbox-control.ts';
import { createTextureLink } from '../../live/texture-link.ts';
import { renderGrantChange } from '../../report/human/grant-change.ts';
import type { Outcome } from '../../report/outcome.ts';

/** Nothing is delivered there: the played owner ends with the redirect. */
const redirectUrl = 'http://localhost:8910/texture';
/** The situation that calls for a repair, as in the rehearsal of Smartcar's flow. */
const narrowConsent: OwnerRound = { kind: 'boxes', boxes: ['vehicle_device_data'] };

/** A repair of Texture's access that an owner of the sandbox plays. */
export interface TextureRehearsal {
  readonly sandbox: SandboxHandle;
  readonly owner: OwnerPlay;
  /** Tesla's page where the owner removes the access. */
  readonly page: BuiltUrl;
  readonly request: {
    readonly provider: Provider;
    readonly edition: MappingEdition;
    readonly asked: readonly AskedPermission[];
    readonly warnings: readonly string[];
  };
  /** The sandbox lives in this process, so its owner has to be connected first. */
  readonly startsConnected: boolean;
  /** What to do when the owner gave up. */
  readonly next: readonly NextStep[];
}

/** Plays the owner: Remove Access on Tesla's page, then Texture's Connect again, once for each round. */
export async function rehearseTexture(ctx: Context, rehearsal: TextureRehearsal): Promise<Outcome> {
  const { sandbox, startsConnected } = rehearsal;
  if (startsConnected && (await readBoxes(sandbox)) === undefined) await connect(ctx, sandbox, narrowConsent);
  const before = levelsOf(rehearsal, await readBoxes(sandbox));
  const document = await playRounds(ctx, rehearsal, before);
  const exitCode = document.outcome === 'granted' ? exitCodes.done : exitCodes.ownerRefused;
  return { exitCode, document, text: (style) => renderGrantChange(document, style) };
}

async function playRounds(ctx: Context, rehearsal: TextureRehearsal, before: readonly string[]): Promise<GrantChange> {
  const { sandbox, page, owner, request } = rehearsal;
  for (const round of owner.rounds) {
    await play(ctx, { sandbox, round, url: page.url });
    const isConnected = await connect(ctx, sandbox, round);
    if (!isConnected || coversAll(levelsOf(rehearsal, await readBoxes(sandbox)), request.asked)) break;
  }
  const ticked = await readBoxes(sandbox);
  const after = levelsOf(rehearsal, ticked);
  const outcome = coversAll(after, request.asked) ? 'granted' : 'gave-up';
  return buildGrantChange({
    ...request,
    link: page,
    flow: 'manage',
    outcome,
    before,
    after,
    screens: { blocking: [], ticked: ticked ?? [] },
    next: outcome === 'granted' ? [] : rehearsal.next,
  });
}

/** @returns whether the owner came back with a scoped key */
async function connect(ctx: Context, sandbox: SandboxHandle, round: OwnerRound): Promise<boolean> {
  const link = await createTextureLink(ctx, { origin: sandbox.url, apiKey: sandbox.textureApiKey, redirectUrl });
  const { url } = await play(ctx, { sandbox, round, url: link.url });
  return new URL(url).searchParams.has(scopedKeyParameter);
}

interface Walk {
  readonly sandbox: SandboxHandle;
  readonly round: OwnerRound;
  readonly url: string;
}

function play({ signal }: Pick<Context, 'signal'>, { sandbox, round, url }: Walk) {
  return sandbox.play(url, { rounds: [round], untick: [] }, { deliver: false, signal });
}

async function readBoxes(sandbox: SandboxHandle): Promise<readonly BoxId[] | undefined> {
  const held = await sandbox.consent('texture');
  return held === undefined ? undefined : boxIds.filter((box) => held.includes(box));
}

/** Texture shows no screen of its own behind Tesla's: the boxes alone decide, also about levels that nobody asked for. */
function levelsOf({ request }: TextureRehearsal, ticked: readonly BoxId[] = []): readonly string[] {
  const all = keysOf(request.provider.permissions).map((name) => ({ name, required: false }));
  return explainTicked(request, all, new Set(ticked)).granted;
}
