import type { Context } from '../../io/context.ts';
import type { CommandModule } from '../command.ts';
import type { GlobalOptions } from '../../flags/global-options.ts';
import { addGuideOptions, resolveGuideLook, type GuideFlags } from './flags.ts';
import { resolveProvider } from '../../flags/provider.ts';
import { providerOption } from '../../flags/shared-options.ts';
import { writeGuide } from './write-guide.ts';
import { languages } from '../../report/guide/messages/languages.ts';
import { buildRevokeGuide } from '../../report/guide/revoke-guide.ts';
import type { Outcome } from '../../report/outcome.ts';

interface Options extends GuideFlags {
  readonly provider?: string | undefined;
}

export const command: CommandModule = {
  register(program, run) {
    addGuideOptions(program.option(...providerOption)).action((options: Options) => {
      run((ctx, global) => guideRevoke(ctx, global, options));
    });
  },
};

async function guideRevoke(ctx: Context, global: GlobalOptions, options: Options): Promise<Outcome> {
  const look = resolveGuideLook(options);
  const provider = resolveProvider(options.provider);
  const messages = languages[look.language];
  const guide = buildRevokeGuide({ provider: provider.name, app: look.app ?? messages.someApp, messages });
  return writeGuide(
    { ctx, global, guide, look },
    {
      provider: provider.id,
      warnings: [],
      next: [
        provider.id === 'smartcar'
          ? { command: 'connect-cli revoke --make TESLA', why: "Smartcar's own link that leads an owner through this." }
          : {
              command: `connect-cli authorize --provider ${provider.id}`,
              why: 'Connect again once the access is changed.',
            },
      ],
    },
  );
}
