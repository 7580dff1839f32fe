import type { WebAddress } from '../../core/formats.ts';
import type { BuiltUrl } from '../../core/connect/query.ts';
import type { Document, NextStep } from '../../core/document.ts';

/** The document of `url` and `revoke`. */
export interface UrlDocument extends Document {
  readonly kind: 'url';
  readonly url: WebAddress;
  /** Decoded. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly flow: 'authorize' | 'revoke' | 'update' | 'vehicle' | 'manage';
}

/** Wraps a built URL for output. */
export function urlDocument(
  built: BuiltUrl,
  { flow, warnings, next = [] }: Pick<UrlDocument, 'flow' | 'warnings'> & { readonly next?: readonly NextStep[] },
): UrlDocument {
  return { schemaVersion: 1, kind: 'url', url: built.url, parameters: built.parameters, flow, warnings, next };
}
