import { explainScope, type ScopeExplanation } from '../../core/permissions/explain.ts';
import type { MappingEdition, Provider } from '../../core/providers/provider.ts';
import type { Context } from '../../io/context.ts';
import { type CommandModule } from '../command.ts';
import type { GlobalOptions } from '../../flags/global-options.ts';
import { addGuideOptions, resolveGuideLook, type GuideFlags } from './flags.ts';
import { resolveEdition, resolveProvider } from '../../flags/provider.ts';
import { resolveScope, type ResolvedScope } from '../../settings/scope.ts';
import { allowUnknownOption, editionOption, providerOption, scopeOption } from '../../flags/shared-options.ts';
import { writeGuide } from './write-guide.ts';
import { buildConsentGuide } from '../../report/guide/consent-guide.ts';
import { languages } from '../../report/guide/messages/languages.ts';
import type { Outcome } from '../../report/outcome.ts';

interface Options extends GuideFlags {
  readonly scope?: string | undefined;
  readonly provider?: string | undefined;
  readonly edition?: string | undefined;
  readonly allowUnknown?: boolean | undefined;
}

export const command: CommandModule = {
  register(program, run) {
    addGuideOptions(
      program
        .argument('[permission...]', 'what your app asks for')
        .option(...scopeOption)
        .option(...providerOption)
        .option(...editionOption)
        .option(...allowUnknownOption),
    ).action((args: string[], options: Options) => {
      run((ctx, global) => guideConsent(ctx, { global, args, options }));
    });
  },
};

interface GuideConsentInput {
  readonly global: GlobalOptions;
  readonly args: readonly string[];
  readonly options: Options;
}

async function guideConsent(ctx: Context, { global, args, options }: GuideConsentInput): Promise<Outcome> {
  const look = resolveGuideLook(options);
  const provider = resolveProvider(options.provider);
  const edition = resolveEdition(provider, options.edition);
  const scope = await resolveScope(ctx, {
    provider,
    flags: { args, ...options },
    choice: { readsEnvironment: true, profile: global.profile },
  });
  const explanation = explainBoxes(provider, edition, scope);
  const messages = languages[look.language];
  const guide = buildConsentGuide({ explanation, provider, app: look.app ?? messages.someApp, messages });
  return writeGuide(
    { ctx, global, guide, look },
    {
      provider: provider.id,
      edition: edition.id,
      boxes: explanation.boxes.filter((box) => box.tick).map(({ label }) => label),
      warnings: explanation.warnings,
      next: [
        {
          command: `connect-cli explain-scopes${providerFlag(provider)}`,
          why: 'The same for developers: which permission needs which box.',
        },
      ],
    },
  );
}

/** Without a scope nobody knows which boxes are needed: all are marked. */
function explainBoxes(provider: Provider, edition: MappingEdition, scope: ResolvedScope | undefined): ScopeExplanation {
  if (scope !== undefined) return explainScope({ provider, edition, asked: scope.asked, warnings: scope.warnings });
  const explanation = explainScope({ provider, edition, asked: [] });
  return {
    ...explanation,
    boxes: explanation.boxes.map((box) => ({ ...box, tick: true })),
    warnings: ['No permissions were given: every box is marked. Name them, or set SMARTCAR_SCOPE or a profile.'],
  };
}

function providerFlag(provider: Provider): string {
  return provider.id === 'smartcar' ? '' : ` --provider ${provider.id}`;
}
