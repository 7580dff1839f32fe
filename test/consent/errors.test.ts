import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorTables } from '../../src/core/errors/knowledge/tables.ts';
import { germanOwnerWords } from '../../src/consent/owner-words/de.ts';
import { ConsentError, explainError, explainKeyNeed } from '../../src/consent/library.ts';

function outcomeOf(error: unknown): string {
  try {
    return explainError(error).length > 0 ? 'explained' : 'nothing';
  } catch (thrown) {
    return thrown instanceof ConsentError ? thrown.name : String(thrown);
  }
}

describe('an error', () => {
  it('of the redirect is explained, with words for the owner', () => {
    const [denied] = explainError('https://app.example.com/callback?error=access_denied&state=x');
    expect(denied).toMatchObject({ known: true, code: 'access_denied', issuer: 'smartcar-connect', who: 'owner' });
    expect(denied.owner).toBe(
      'You chose not to share your car with this app. If that was a mistake, connect again and press Allow.',
    );
    expect(explainError('error=access_denied', { language: 'de' })[0].owner).toBe(
      'Sie haben sich entschieden, Ihr Auto nicht mit dieser App zu teilen. War das ein Versehen, dann verbinden Sie noch einmal und tippen Sie auf Allow.',
    );
  });

  it('of the API is explained from a code, a text, a parsed answer or an Error', () => {
    const body = { type: 'PERMISSION', code: null, description: 'no', statusCode: 403 };
    class SdkError extends Error {
      readonly type = 'PERMISSION';
      readonly code = null;
      readonly statusCode = 403;
    }
    for (const error of ['PERMISSION:null', JSON.stringify(body), body, new SdkError('no')]) {
      const [explained] = explainError(error, { scope: 'control_security' });
      expect(explained).toMatchObject({ known: true, code: 'PERMISSION:null', issuer: 'smartcar-api', status: 403 });
      expect(explained.permissions).toEqual([
        { name: 'control_security', boxes: [['Vehicle Commands']], unmapped: false },
      ]);
    }
    expect(explainError(new Error('error=no_vehicles'))[0].code).toBe('no_vehicles');
  });

  it('that nobody knows is said to be unknown', () => {
    expect(explainError('the moon is in the wrong house')).toMatchObject([{ known: false, owner: null, code: null }]);
  });

  it('may be several', () => {
    const batch = {
      responses: [
        { path: '/lock', code: 403, body: { type: 'PERMISSION', code: null } },
        { body: { type: 'VEHICLE_STATE', code: 'ASLEEP' } },
      ],
    };
    expect(explainError(batch).map(({ code }) => code)).toEqual(['PERMISSION:null', 'VEHICLE_STATE:ASLEEP']);
  });

  it('of a hostile shape stops nothing', () => {
    const circle: Record<string, unknown> = { message: 'error=server_error' };
    circle['self'] = circle;
    expect(explainError(circle)[0].code).toBe('server_error');
    const trap = new Proxy(
      {},
      {
        get: () => {
          throw new Error('no');
        },
      },
    );
    for (const value of [null, undefined, 4, true, {}, () => 1, Symbol('a'), '', '   ', trap]) {
      expect(() => explainError(value)).toThrowError(ConsentError);
    }
    fc.assert(
      fc.property(fc.oneof(fc.string({ minLength: 1 }), fc.object()), (error) => {
        expect(outcomeOf(error)).toMatch(/^(?:explained|ConsentError)$/);
      }),
    );
  });

  it('shows no token of the text that it was read from', () => {
    const token = 'f4e1c2d3a5b6c7d8e9f0a1b2c3d4e5f6a7b8';
    expect(JSON.stringify(explainError(`something odd: Bearer ${token}`))).not.toContain(token);
  });
});

describe('the German words for the owner', () => {
  const withWords = errorTables.flatMap(({ family, rows }) =>
    Object.entries(rows).flatMap(([code, row]) => (row.owner === undefined ? [] : [`${family} ${code}`])),
  );

  it('stand beside each row that has English ones, and no other', () => {
    expect(Object.keys(germanOwnerWords).toSorted()).toEqual([...new Set(withWords)].toSorted());
  });

  it('are German sentences', () => {
    for (const words of Object.values(germanOwnerWords)) {
      expect(words).toMatch(/[.]$/);
      expect(words).not.toMatch(/\b(?:the|your|then|please)\b/i);
    }
  });
});

describe('who needs a virtual key', () => {
  it('is told by VIN, or by model and year', () => {
    expect(explainKeyNeed({ vin: '5YJ3E1EA7HF000001' })).toMatchObject({ needed: 'yes', model: 'Model 3', year: 2017 });
    expect(explainKeyNeed({ model: 'Model S', year: 2019 })).toMatchObject({
      needed: 'no',
      confidence: 'published-rule',
    });
    expect(explainKeyNeed({ model: 'x', year: 2021 })).toMatchObject({ needed: 'yes', model: 'Model X' });
    expect(explainKeyNeed({ model: 'Model S' }).needed).toBe('unknown');
  });

  it('is not known of what is not a Tesla, and refused for what is no car', () => {
    expect(explainKeyNeed({ vin: 'WVWZZZ1JZXW000001' }).needed).toBe('unknown');
    expect(explainKeyNeed({ model: 'Golf', year: 2021 })).toMatchObject({ needed: 'unknown', model: null });
    for (const car of [
      null,
      undefined,
      4,
      {},
      { vin: 4 },
      { model: '3', year: '2020' },
      { model: '3', year: Number.NaN },
      { vin: 'x'.repeat(101) },
    ]) {
      expect(() => explainKeyNeed(car as never)).toThrowError(ConsentError);
    }
  });
});
