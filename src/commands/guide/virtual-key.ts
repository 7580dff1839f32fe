import { buildVirtualKeyLink } from '../../core/tesla/virtual-key.ts';
import { teslaModels } from '../../core/tesla/vin.ts';
import type { Context } from '../../io/context.ts';
import type { CommandModule } from '../command.ts';
import type { GlobalOptions } from '../../flags/global-options.ts';
import { addGuideOptions, resolveGuideLook, type GuideFlags } from './flags.ts';
import { resolveProvider } from '../../flags/provider.ts';
import { providerOption } from '../../flags/shared-options.ts';
import { resolveKeyDomain, resolveModel, resolveVin } from '../../flags/virtual-key.ts';
import { writeGuide } from './write-guide.ts';
import { buildKeyGuide } from '../../report/guide/key-guide.ts';
import { languages } from '../../report/guide/messages/languages.ts';
import type { Outcome } from '../../report/outcome.ts';

interface Options extends GuideFlags {
  readonly provider?: string | undefined;
  readonly domain?: string | undefined;
  readonly vin?: string | undefined;
  readonly model?: string | undefined;
}

export const command: CommandModule = {
  register(program, run) {
    addGuideOptions(
      program
        .option(...providerOption)
        .option('--domain <domain>', "a domain of your own; default: the provider's")
        .option('--vin <vin>', 'link to the key for this car')
        .option('--model <model>', 'model named in the dialog: 3, Y, S, X, Cybertruck'),
    ).action((options: Options) => {
      run((ctx, global) => guideVirtualKey(ctx, global, options));
    });
  },
};

async function guideVirtualKey(ctx: Context, global: GlobalOptions, options: Options): Promise<Outcome> {
  const look = resolveGuideLook(options);
  const provider = resolveProvider(options.provider);
  const domain = options.domain === undefined ? provider.virtualKeyDomain : resolveKeyDomain(options.domain);
  const vin = resolveVin(options.vin);
  const model = vin?.model ?? resolveModel(options.model);
  const { url } = buildVirtualKeyLink(domain, vin?.vin);
  const messages = languages[look.language];
  const guide = buildKeyGuide({
    order: provider.virtualKey.order,
    context: { url, domain, model: model === undefined ? undefined : teslaModels[model].name },
    app: look.app ?? messages.someApp,
    messages,
  });
  return writeGuide(
    { ctx, global, guide, look },
    {
      provider: provider.id,
      url,
      warnings: [],
      next: [
        { command: 'connect-cli virtual-key show', why: 'The link alone, its QR code, and how your app gets it.' },
      ],
    },
  );
}
