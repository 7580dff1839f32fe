import type { ByteLine } from '../core/audit/line-pieces.ts';
import type { JsonObject } from '../core/text/json.ts';

/** Where rows come from. */
export interface RowSource {
  /** A file, or `-` for stdin. */
  readonly path: string;
  readonly form: 'jsonl' | 'csv';
  /** CSV: header → name of the field that the column becomes. */
  readonly columns?: ReadonlyMap<string, string> | undefined;
  /** Fields of which a CSV must have one at least, in any of these names. Absent: any will do. */
  readonly fields?: readonly string[] | undefined;
}

/** A line that is no row. */
export interface RejectedLine {
  /** In the file, from 1. */
  readonly line: number;
  /** A clause, such as `it is not JSON`. */
  readonly reason: string;
  /** The line as it came, with its end. Valid during the call alone. */
  readonly bytes: Uint8Array;
}

/** Is told of rows, in their order. */
export interface RowVisitor {
  /** Takes a line as it stands. @param number as with `row` @returns false where it must be read */
  known?(line: ByteLine, number: number): boolean;
  /** @param line number in the file, from 1 @returns a clause that says why it is set aside; undefined where it is taken */
  row(value: JsonObject, line: number): string | undefined;
  reject(rejected: RejectedLine): void;
  /** Further bytes of the line that was rejected last, which is too long to be held. */
  rejectMore(bytes: Uint8Array): void;
}

/** A file that is written bit by bit. */
export interface RowFile {
  /** Takes away what stood there before, which the first write does by itself. */
  begin(): void;
  /** Written when it returns. @throws CliError OUTPUT_FAILED, as on a full disk */
  write(data: string | Uint8Array): void;
  /** Writes the very bytes that stdout would get: what could not be seen is shown. */
  writeShown(text: string): void;
  /** Bytes that the file holds, those before it was opened again included. */
  readonly size: number;
  /** What was written survives a power cut once it returns. @throws CliError OUTPUT_FAILED */
  sync(): void;
  close(): void;
}

/** Rows from files and into files; memory does not grow with their number. */
export interface RowFiles {
  /** Readies the process for more rows than memory shall hold: of a file, or of pages of an API. */
  expectMany(from: 'file' | 'network'): Promise<void>;
  /**
   * Reads a source to its end.
   * @throws CliError NOT_FOUND, INVALID_VALUE when it cannot be read, or when a CSV lacks a named column, or has none of the fields
   */
  read(source: RowSource, visitor: RowVisitor): Promise<void>;
  /**
   * Opens a file to write. What stood there before is gone with the first write, and stays where none comes.
   * @throws CliError INVALID_VALUE
   */
  create(path: string): Promise<RowFile>;
  /**
   * @param path a file, or `-` for stdin
   * @returns the same for every name of a file, and for one that is still to be made; undefined for a device or a pipe
   */
  identify(path: string): Promise<string | undefined>;
  /**
   * Opens a file to go on behind its first bytes; what stood there is cut off.
   * @throws CliError INVALID_VALUE where it cannot be opened or is shorter
   */
  reopen(path: string, size: number): Promise<RowFile>;
  /**
   * Begins a directory that appears whole or not at all, for its owner alone.
   * @throws CliError ALREADY_EXISTS where something stands in its place but an empty directory
   */
  createFolder(path: string): Promise<RowFolder>;
  /** Puts records with equal keys together. */
  group(): Promise<RowGroups>;
}

/** A directory that is being written, out of sight. */
export interface RowFolder {
  /** Begins a file of it. */
  create(name: string): RowFile;
  /** Moves it into its place. @throws CliError ALREADY_EXISTS, OUTPUT_FAILED */
  commit(): void;
  /** Removes what was begun; after `commit` nothing. */
  discard(): void;
}

/** A key and what was put down under it: anything that JSON holds. */
export type KeyedRecord = readonly [key: string, record: unknown];

/** Records put together by their keys. Beyond some megabytes they stand in files for this user alone. */
export interface RowGroups {
  add(key: string, record: unknown): void;
  /** All records, once. Those with equal keys are in the same batch, in their order; few of them are in one batch as they came. */
  batches(): AsyncIterable<readonly KeyedRecord[]>;
  /** Removes the files. */
  discard(): void;
}
