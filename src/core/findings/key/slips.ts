import type { FindingExtras } from '../finding.ts';

interface Slip extends FindingExtras {
  readonly fits: RegExp;
}

/** What became of a file in which no key is found, told by its bytes (one character each), and the way back. */
const slips: readonly Slip[] = [
  { fits: /^\s*$/, title: 'The answer is empty.', fix: 'Make sure the file was deployed with its content.' },
  {
    fits: /^(?:\u00ff\u00fe|\u00fe\u00ff)|^-\0|^\0-/,
    title: 'The file is written in UTF-16.',
    fix: 'Save it as plain ASCII; a `>` of Windows PowerShell writes UTF-16, `Out-File -Encoding ascii` does not.',
  },
  {
    fits: /^\u001f\u008b/,
    title: 'The file is compressed with gzip, and the host does not say so.',
    fix: 'Unpack it before it is deployed.',
  },
  {
    fits: /^\s*(?:0x)?04[0-9a-f]{128}\s*$/i,
    title: 'The file is the point of a key in hexadecimal, as the API of Tesla returns it, not a PEM file.',
    fix: 'Serve the PEM file that the key tool wrote. Without it, make one from the point: `(printf 3059301306072a8648ce3d020106082a8648ce3d030107034200; cat point.txt) | xxd -r -p | openssl pkey -pubin -inform DER`.',
  },
  {
    // SEQUENCE and SEQUENCE, then the identifier of elliptic curves.
    fits: /^\s*M[A-Za-z0-9+/]{2,6}wEwYHKoZIzj0CAQ/,
    title: 'The file is the base64 of a public key without its BEGIN and END lines.',
    fix: 'Serve the whole file as the key tool wrote it, from -----BEGIN PUBLIC KEY----- to its END line.',
  },
  {
    fits: /^version https:\/\/git-lfs/,
    title: 'A Git LFS pointer is served instead of the file.',
    fix: 'Take *.pem out of .gitattributes, or fetch LFS files before deploying (git lfs pull).',
  },
  {
    // En and em dashes in UTF-8.
    fits: /\u00e2\u0080[\u0093\u0094][^\r\n]{0,20}(?:BEGIN|PUBLIC KEY)/,
    title: 'Its dashes are typographic.',
    fix: 'Copy the file itself instead of a text that went through a word processor or a chat.',
  },
  {
    fits: /^[ \t]+-----BEGIN[^\r\n]*\r?\n(?:[ \t]+\S[^\r\n]*\r?\n?)+\s*$/,
    title: 'Its lines are indented.',
    fix: 'Remove the spaces: a template or YAML (use `|`, not a nested block) put them there.',
  },
];

/** @returns a better title and remedy where the bytes show what happened to the file. */
export function slipOf(body: string): FindingExtras {
  const slip = slips.find(({ fits }) => fits.test(body.slice(0, 4000)));
  return slip === undefined ? {} : { title: slip.title, fix: slip.fix };
}
