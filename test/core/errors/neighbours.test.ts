import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutInput } from '../../../src/core/errors/input/cut.ts';
import { parseErrorInput } from '../../../src/core/errors/input/parse.ts';
import { issuerOf } from '../../../src/core/errors/knowledge/lookup.ts';
import { errorTables } from '../../../src/core/errors/knowledge/tables.ts';
import { partyOf } from '../../../src/core/errors/recognition/party.ts';

const sentences = errorTables.flatMap(({ family, rows }) =>
  Object.entries(rows).flatMap(([code, { phrases = [] }]) =>
    phrases.filter((phrase) => !phrase.includes('*')).map((phrase) => ({ phrase, ref: { family, code } })),
  ),
);

function refs(text: string) {
  return parseErrorInput(text).flatMap((reading) => reading.refs);
}

/** Forms in which loggers and people hand on the same words. */
const forms: readonly (readonly [name: string, write: (text: string) => string])[] = [
  ['in capitals', (text) => text.toUpperCase()],
  ['wrapped', (text) => text.replaceAll(' ', '\n   ')],
  ['in a log line', (text) => `2026-01-02 03:04:05.678 ERROR (MainThread) [x.y] it failed - ${text}.`],
  ['as JSON', (text) => JSON.stringify({ level: 'error', message: text })],
  ['as JSON in a JSON string', (text) => JSON.stringify({ log: JSON.stringify({ error: text }) })],
  [
    'as JSON in a string of a string',
    (text) => JSON.stringify(JSON.stringify({ log: JSON.stringify({ error: text }) })),
  ],
  ['as a Python dict', (text) => `{'error': '${text}', 'x': None}`],
  ['as a Ruby hash', (text) => `{:error=>"${text}", :x=>nil}`],
  ['in a Markdown row', (text) => `| **Resource** | ERROR | ${text} |`],
  ['with smart quotes', (text) => `“${text.replaceAll("'", '’')}”`],
  ['with HTML entities', (text) => `<p>&quot;${text.replaceAll("'", '&#39;')}&quot;</p>`],
  ['in colour', (text) => `\u001b[31m${text}\u001b[0m`],
];

describe('the same words in other forms', () => {
  it.each(forms)('%s', (_, write) => {
    const lost = sentences.filter(({ phrase, ref }) => {
      const found = refs(write(phrase));
      return !found.some(({ family, code }) => family === ref.family && code === ref.code);
    });
    // A phrase that is part of a longer one of the same table is told by that one.
    expect(lost.map(({ phrase }) => phrase)).toEqual([]);
  });
});

/** Sentences that are long enough to be known by their beginning; behind a colon stands what tells them apart. */
const longSentences = sentences.filter(
  ({ phrase }) => /^(?:[^\s:]+ ){3,}[a-z]{5,}$/.test(phrase) && !phrase.includes('--'),
);

describe('a sentence that was cut off', () => {
  const isFound = (text: string, { ref }: (typeof sentences)[number]) =>
    refs(text).some(({ family, code }) => family === ref.family && code === ref.code);

  it.each([
    ['within its last word', (text: string) => text.slice(0, -2)],
    ['before its last word, with an ellipsis', (text: string) => `${text.slice(0, text.lastIndexOf(' '))}…`],
    ['before its last word, with dots', (text: string) => `${text.slice(0, text.lastIndexOf(' '))}...`],
  ])('%s is known all the same', (_, cut) => {
    expect(longSentences.length).toBeGreaterThan(50);
    const lost = longSentences.filter((sentence) => !isFound(`it failed: ${cut(sentence.phrase)}`, sentence));
    expect(lost.map(({ phrase }) => phrase)).toEqual([]);
  });

  it('is not made of words that merely begin alike', () => {
    expect(refs('it could not open')).toEqual([]);
    expect(refs('the response from the server was fine')).toEqual([]);
  });
});

const oauthWords = [
  'invalid_grant',
  'invalid_client',
  'invalid_request',
  'unauthorized_client',
  'invalid_scope',
  'access_denied',
];
const hosts: readonly (readonly [host: string, party: string])[] = [
  ['https://auth.tesla.com/oauth2/v3/token', 'tesla'],
  ['https://fleet-auth.prd.vn.cloud.tesla.com/oauth2/v3/token', 'tesla'],
  ['https://fleet-api.prd.eu.vn.cloud.tesla.com', 'tesla'],
  ['https://auth.smartcar.com/oauth/token', 'smartcar'],
  ['https://iam.smartcar.com/oauth2/token', 'smartcar'],
];

describe('whose words', () => {
  it.each(hosts)('%s decides for every word of OAuth, before and behind it', (host, party) => {
    for (const word of oauthWords) {
      for (const text of [`POST ${host} failed: ${word}`, `{"error":"${word}"}\n   at ${host}`]) {
        const parties = new Set(refs(text).map((ref) => partyOf(issuerOf(ref))));
        expect({ text, parties: [...parties] }).toEqual({ text, parties: [party] });
      }
    }
  });

  it.each(oauthWords)('%s alone is no certain word of anybody, and of another server no word of ours', (word) => {
    const [alone] = parseErrorInput(word);
    expect(new Set(alone?.refs.map((ref) => partyOf(issuerOf(ref))))).toEqual(new Set(['smartcar', 'tesla']));
    expect(alone?.isCertain).toBe(false);
    expect(refs(`https://login.microsoftonline.com/x/oauth2/token ${word}`)).toEqual([]);
  });
});

describe('a request to somebody else', () => {
  const host = fc.constantFrom(
    'packages.example.com',
    'github.com',
    'api.example.com',
    '203.0.113.7',
    'api.openai.com',
  );
  const path = fc.constantFrom('smartcar', 'smartcar/node-sdk', 'tesla/x', 'v1/models', 'texture', '');
  const status = fc.constantFrom(400, 401, 403, 404, 429, 430, 500, 502);

  it('is no answer of ours, whatever its path is called', () => {
    fc.assert(
      fc.property(host, path, status, (name, where, code) => {
        const url = `https://${name}/${where}`;
        for (const text of [`GET ${url} -> ${code}`, `HTTP ${code} for ${url}`, `FetchError: ${code} ${url}`]) {
          expect(refs(text)).toEqual([]);
        }
      }),
    );
  });

  it('leaves an answer of ours that stands beside it', () => {
    expect(refs('https://app.example.com/x failed: SmartcarError: HTTP 430').map(({ family }) => family)).toContain(
      'smartcar-api',
    );
  });
});

describe('silence', () => {
  it('says nothing about words that no table has', () => {
    const word = fc.constantFrom(
      'the',
      'car',
      'said',
      'blue',
      'window',
      'charging',
      'port',
      'server',
      'permission',
      'x',
      '200',
    );
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 30 }), (words) => {
        expect(refs(`so ${words.join(' ')} went`)).toEqual([]);
      }),
    );
  });

  it.each(['line 404', 'took 500 ms', 'port 443', 'HTTP 200', 'version 4.0.3', 'user 401k'])(
    '"%s" is no status',
    (text) => {
      expect(refs(`at ${text} of it`)).toEqual([]);
    },
  );
});

describe('time', () => {
  it('reads the two ends of a text however long it is, and says what it left out', () => {
    const long = 'x'.repeat(10_000_000);
    expect(cutInput(long).text.length).toBeLessThan(200_000);
    expect(cutInput(long).left).toBeGreaterThan(9_000_000);
    expect(refs(`${long} PERMISSION:null`)).toEqual([{ family: 'smartcar-api', code: 'PERMISSION:null' }]);
    expect(refs(`PERMISSION:null ${long}`)).toEqual([{ family: 'smartcar-api', code: 'PERMISSION:null' }]);
  });

  it('reads the words in something that is not a text, and nothing else of it', () => {
    const bytes = '\uFFFDx1\uFFFD\u0001'.repeat(30_000);
    expect(refs(`${bytes}CONNECTED_SERVICES_ACCOUNT:VIRTUAL_KEY_REQUIRED`)).toEqual([
      { family: 'smartcar-api', code: 'CONNECTED_SERVICES_ACCOUNT:VIRTUAL_KEY_REQUIRED' },
    ]);
    expect(cutInput(bytes).text.length).toBeLessThan(100);
    expect(parseErrorInput('\uFFFD'.repeat(5000))).toHaveLength(1);
  });

  it.each([
    '\\',
    'HTTP 403 ',
    'adding a virtual key for ',
    '{"error":"invalid_grant"}\n',
    '%25',
    "a'",
    '?error=a&',
    'PERMISSION ',
  ])('is bounded for %j without end', (piece) => {
    const time = (length: number) => {
      const text = piece.repeat(Math.ceil(length / piece.length));
      const from = performance.now();
      parseErrorInput(text);
      return performance.now() - from;
    };
    time(2000);
    // Ten times the text is cut to the same length: a search that grows with the square would show all the same.
    expect(time(120_000)).toBeLessThan(Math.max(400, 400 * time(12_000)));
  });
});
