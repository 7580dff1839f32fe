/** How much of a text from outside is read. What is longer is refused as soon as that shows, and is not held. */
export interface ReadBound {
  readonly bytes: number;
  /** What the text ought to be, for whoever passed something else. */
  readonly hint: string;
  /** Of a longer text only so many bytes at either end are decoded: whoever asks looks at no more. */
  readonly kept?: number | undefined;
}

const kibibyte = 1024;
const mebibyte = 1024 * kibibyte;

/** A bound for each use: far more than any such text has, and little enough to be read at once. */
export const readBounds = {
  secret: { bytes: 64 * kibibyte, hint: 'Pass only the secret, on one line.' },
  link: { bytes: mebibyte, hint: 'Pass the link alone.' },
  redirect: { bytes: mebibyte, hint: 'Pass the whole address that the owner landed on, and nothing else.' },
  line: { bytes: 64 * kibibyte, hint: 'Pass text, one value a line.' },
  grant: { bytes: 16 * mebibyte, hint: 'Pass the names of permissions, or one answer of the API.' },
  errors: {
    bytes: 64 * mebibyte,
    hint: 'Pass the part that matters: tail -c 100000 app.log | connect-cli explain-error -',
    kept: 64 * kibibyte,
  },
  headers: { bytes: mebibyte, hint: 'Pass the headers of one request, as lines or JSON.' },
  webhookBody: { bytes: 16 * mebibyte, hint: 'Pass the body of one delivery; Smartcar sends at most 50 KB.' },
  scenario: {
    bytes: 256 * kibibyte,
    hint: 'A scenario is written by hand; `fleet` in it makes as many cars as you like.',
  },
  registration: { bytes: 256 * kibibyte, hint: 'It is a JSON object with the fields of one application.' },
  summary: { bytes: 16 * mebibyte, hint: 'Pass files that `connect-cli audit --json` or `--summary` wrote.' },
  checkpoint: { bytes: 64 * mebibyte, hint: 'Pass the file that an earlier run of the same audit wrote.' },
  settings: { bytes: mebibyte, hint: 'Fix or remove it; `connect-cli init` writes a new one.' },
  project: {
    bytes: 64 * kibibyte,
    hint: 'It holds the settings of one project; CONNECT_CLI_PROJECT=none leaves it out.',
  },
  certificates: { bytes: 4 * mebibyte, hint: 'Pass a PEM file.' },
} as const satisfies Readonly<Record<string, ReadBound>>;
