import type { Document } from '../../core/document.ts';

/** A kind of document. */
export interface SchemaRow {
  readonly kind: string;
  readonly summary: string;
  /** The commands that print it, without `connect-cli`. */
  readonly commands: readonly string[];
  /** One document a line, for each piece of news or input. */
  readonly streamed: boolean;
}

/** The document of `schema`. */
export interface SchemasDocument extends Document {
  readonly kind: 'schemas';
  readonly kinds: readonly string[];
  readonly documents: readonly SchemaRow[];
}
