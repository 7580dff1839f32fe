import type { CommandCode } from '../providers/smartcar/commands.ts';
import type { SmartcarPermission } from '../providers/smartcar/permissions.ts';
import type { SignalCode } from '../providers/smartcar/signals.ts';

/** A place in a code base. */
export interface Place {
  /** Path from the scanned directory, with `/`. */
  readonly file: string;
  /**
   * From 1.
   * @asType integer
   * @minimum 1
   */
  readonly line: number;
  /** The text as it stands there. */
  readonly text: string;
}

/** What a line of code means for the scope. */
export type Meaning =
  /** A permission in a scope: the code asks for it. */
  | { readonly kind: 'asked'; readonly permission: SmartcarPermission; readonly required: boolean }
  | { readonly kind: 'signal'; readonly signal: SignalCode }
  | { readonly kind: 'command'; readonly command: CommandCode }
  /** A v2 endpoint or a method of an SDK. */
  | {
      readonly kind: 'call';
      readonly permission: SmartcarPermission;
      readonly unsure: boolean;
      /** The permission of the other method of the same path. */
      readonly twin?: SmartcarPermission | undefined;
      /** Whether the path is read or commanded cannot be seen: both are told. */
      readonly isUndecided?: boolean | undefined;
    }
  /** Everything is read at once, or pushed: the code does not say what it uses. */
  | { readonly kind: 'all-signals' }
  /** A path below a vehicle that is put together at run time: it may need any of these. */
  | { readonly kind: 'open-path'; readonly among: readonly SmartcarPermission[] }
  /** The code base uses Smartcar's SDK or API. */
  | { readonly kind: 'smartcar' }
  /** Looks like a name of Smartcar's and is none. */
  | { readonly kind: 'unknown'; readonly of: 'permission' | 'signal' | 'endpoint' };

/** Something of Smartcar's found in a file. */
export interface Mention extends Place {
  readonly meaning: Meaning;
  /** Tests, documents and comments decide nothing; examples do where there is no other code. */
  readonly role: 'code' | 'test' | 'example' | 'prose';
}

const testPath =
  /(?:^|\/)(?:tests?|__tests__|specs?|e2e|fixtures?|mocks?|__mocks__|snapshots?|__snapshots__)\/|[._-](?:test|spec)\.[a-z]+$|(?:^|\/)test_[^/]*$/i;
/** Names of tests whose mark is a capital letter. */
const testName =
  /[a-z0-9](?:UI)?Tests?\/|[A-Za-z0-9](?:Tests?|Spec|IT)\.(?:java|kt|kts|swift|cs|php|scala|groovy|m|dart)$/;
const examplePath = /(?:^|\/)(?:examples?|samples?|demos?|playgrounds?|tutorials?)\//i;
const prosePath =
  /\.(?:md|mdx|rst|txt|adoc|markdown)$|(?:^|\/)(?:changelog|license|readme)[^/]*$|(?:^|\/)\.github\/(?:ISSUE|PULL_REQUEST)_TEMPLATE\//i;
/** Pages that a tool wrote from comments, and what it puts beside them. */
const generatedPath =
  /(?:^|\/)(?:(?:api)?docs?|javadoc|jsdoc|typedoc|apidocs|_site|site|coverage|htmlcov)\/(?:.*\/)?[^/]+\.(?:html?|js|json|css|svg|xml)$/i;

/** @returns what a file's name says of the weight of its content. */
export function roleOf(file: string): Mention['role'] {
  if (prosePath.test(file) || generatedPath.test(file)) return 'prose';
  if (testPath.test(file) || testName.test(file)) return 'test';
  return examplePath.test(file) ? 'example' : 'code';
}
