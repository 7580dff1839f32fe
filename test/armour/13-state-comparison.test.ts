import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { admitCallback } from '../../src/core/connect/admission.ts';
import { sameState } from '../../src/core/connect/state.ts';
import { constantTimeEqual } from '../../src/io/loopback/constant-time.ts';

const source = (path: string): string => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');

/** Files in which a value of a stranger meets one that only the attempt, the application or the sandbox knows. */
const judges = [
  'src/core/connect/admission.ts',
  'src/core/connect/state.ts',
  'src/core/campaign/state.ts',
  'src/core/webhook/check-signature.ts',
  'src/io/loopback/admit.ts',
  'src/io/loopback/attempt.ts',
  'src/io/loopback/constant-time.ts',
  'src/commands/webhook/delivery-handler.ts',
  'src/sandbox/oauth/client-credentials.ts',
] as const;

/** What is secret in them, by the last name of the expression. */
const secrets = /^(?:state|expected|signature|entryPath|callbackPath|secret|clientSecret|token|given|received)$/;

/** Comparisons that tell by their duration how much was right; a comparison with a word or number of ours does not. */
function comparisonsBySteps(text: string): readonly string[] {
  const file = ts.createSourceFile('judge.ts', text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const isSecret = (node: ts.Node): boolean => {
    if (ts.isTemplateExpression(node)) return node.templateSpans.some(({ expression }) => isSecret(expression));
    const name = ts.isPropertyAccessExpression(node) ? node.name.text : ts.isIdentifier(node) ? node.text : '';
    return secrets.test(name);
  };
  const isOurs = (node: ts.Node): boolean =>
    ts.isLiteralExpression(node) || /^(?:null|undefined)$/.test(node.getText()) || node.getText().endsWith('.length');
  const visit = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node) && /^[!=]==?$/.test(node.operatorToken.getText())) {
      const sides = [node.left, node.right];
      if (sides.some(isSecret) && !sides.some(isOurs)) found.push(node.getText());
    }
    if (
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      /^(?:startsWith|endsWith|includes|indexOf|localeCompare|has|match|test)$/.test(node.expression.name.text) &&
      [node.expression.expression, ...node.arguments].some(isSecret)
    )
      found.push(node.getText());
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

describe('13. The comparison of states', () => {
  it.each(judges)('takes no shorter way in %s', (path) => {
    expect(comparisonsBySteps(source(path))).toEqual([]);
  });

  it.each([
    'callback.state === state',
    'expected != received',
    'path === site.callbackPath',
    '`${path}/` === callbackPath',
    'given.startsWith(other)',
    'known.has(signature)',
  ])('would be found: %s', (text) => {
    expect(comparisonsBySteps(text)).toEqual([text]);
  });

  it.each(["state === ''", 'callback.state === null', 'one.length === other.length', 'sameState(state, received)'])(
    'tells nothing: %s',
    (text) => {
      expect(comparisonsBySteps(text)).toEqual([]);
    },
  );

  /** Reads characters as `sameState` does, and counts. */
  function counting(text: string) {
    let reads = 0;
    const counted = {
      length: text.length,
      charCodeAt: (index: number) => {
        reads += 1;
        return text.charCodeAt(index);
      },
    };
    return { value: counted as unknown as string, reads: () => reads };
  }

  it('reads as much of the expected value whatever was received', () => {
    const expected = 'k3yq2v9x7m1p5t8zk3yq2v9x7m1p5t8zk3yq2v9x7m1';
    const received = [expected, `x${expected.slice(1)}`, `${expected.slice(0, -1)}x`, 'k', '', 'z'.repeat(9_000)];
    const steps = received.map((text) => {
      const [one, other] = [counting(expected), counting(text)];
      const same = sameState(one.value, other.value);
      return [same, one.reads(), other.reads()];
    });
    expect(steps).toEqual([
      [true, 43, 43],
      [false, 43, 43],
      [false, 43, 43],
      [false, 43, 43],
      [false, 43, 43],
      [false, 43, 43],
    ]);
  });

  it('comes before code and error, and any other state is refused', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (state, other) => {
        const query = (value: string) => new URLSearchParams({ state: value, code: 'c', error: '' }).toString();
        expect(admitCallback(query(state), state).accepted).toBe(true);
        expect(admitCallback(query(other), state).accepted).toBe(other === state);
      }),
    );
  });

  it('of paths and signatures goes over digests of one length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
        expect(constantTimeEqual(one, other)).toBe(one === other);
        expect(constantTimeEqual(one, one)).toBe(true);
      }),
    );
    expect(source('src/io/loopback/constant-time.ts')).toMatch(
      /timingSafeEqual\(digest\(received\), digest\(expected\)\)/,
    );
  });
});
