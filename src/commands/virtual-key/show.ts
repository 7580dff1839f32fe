import { exitCodes } from '../../core/exit-codes.ts';
import { buildVirtualKeyLink } from '../../core/tesla/virtual-key.ts';
import { explainVinKeyNeed } from '../../core/tesla/virtual-key-need.ts';
import type { Context } from '../../io/context.ts';
import type { CommandModule } from '../command.ts';
import { resolveProvider } from '../../flags/provider.ts';
import { providerOption } from '../../flags/shared-options.ts';
import { resolveKeyDomain, resolveModel, resolveVin } from '../../flags/virtual-key.ts';
import { renderKeyLink } from '../../report/human/virtual-key-link.ts';
import { buildKeyLinkDocument, type VirtualKeyLinkDocument } from '../../report/documents/key-link.ts';
import type { Outcome } from '../../report/outcome.ts';
import { createQrCode, renderQrSvg } from '../../report/terminal/qr-code.ts';

interface Options {
  readonly vin?: string | undefined;
  readonly domain?: string | undefined;
  readonly model?: string | undefined;
  readonly provider?: string | undefined;
  readonly svg?: string | undefined;
  readonly png?: string | undefined;
}

/** Width of the PNG in pixels. */
const pngWidth = 1024;

export const command: CommandModule = {
  register(program, run) {
    program
      .option('--vin <vin>', 'link to the key for this car')
      .option('--domain <domain>', "a domain of your own (Smartcar: Enterprise plan); default: the provider's")
      .option('--model <model>', 'model named in the dialog: 3, Y, S, X, Cybertruck')
      .option(...providerOption)
      .option('--svg <file>', 'write the QR code as SVG')
      .option('--png <file>', 'write the QR code as PNG')
      .action((options: Options) => {
        run((ctx) => showVirtualKey(ctx, options));
      });
  },
};

async function showVirtualKey(ctx: Context, options: Options): Promise<Outcome> {
  const provider = resolveProvider(options.provider);
  const domain = options.domain === undefined ? provider.virtualKeyDomain : resolveKeyDomain(options.domain);
  const vin = resolveVin(options.vin);
  const model = vin?.model ?? resolveModel(options.model);
  const need = vin === undefined ? undefined : explainVinKeyNeed(vin.vin);
  const files = await writePictures(ctx, buildVirtualKeyLink(domain, vin?.vin).url, options);
  const document = buildKeyLinkDocument({ provider, domain, need, model, files });
  return { exitCode: exitCodes.done, document, text: (style) => renderKeyLink(document, style) };
}

async function writePictures(
  ctx: Pick<Context, 'files' | 'images'>,
  url: string,
  { svg, png }: Options,
): Promise<VirtualKeyLinkDocument['files']> {
  const picture = renderQrSvg(createQrCode(url), url);
  if (svg !== undefined) await ctx.files.writeAtomic(svg, picture);
  if (png !== undefined) await ctx.files.writeAtomic(png, await ctx.images.rasterize(picture, pngWidth));
  return [
    ...(svg === undefined ? [] : [{ format: 'svg', path: svg } as const]),
    ...(png === undefined ? [] : [{ format: 'png', path: png } as const]),
  ];
}
