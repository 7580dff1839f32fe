import { describe, expect, it } from 'vitest';
import { findMentions } from '../../../../src/core/code-scan/find-mentions.ts';
import { nearestSignal } from '../../../../src/core/code-scan/nearest-signal.ts';
import { judgeCode } from '../../../../src/core/findings/code/judge.ts';
import { nearest } from '../../../../src/flags/nearest.ts';

const v2 = 'https://api.smartcar.com/v2.0/vehicles/x';

function judge(files: Readonly<Record<string, string>>) {
  const mentions = Object.entries(files).flatMap(([file, text]) => findMentions(file, text));
  return judgeCode(mentions, { nearest });
}

/** Kind of the finding about a permission that is asked for, if there is one. */
function kindOf(files: Readonly<Record<string, string>>, permission: string): string | undefined {
  return judge(files).findings.find(({ title }) => title.includes(`asks for ${permission},`))?.kind;
}

const scope = "// smartcar\nconst scope = ['read_odometer', 'control_security'];\n";

describe('a permission that is asked for', () => {
  it.each([
    ['is left out where every use is seen', { 'a.js': `${scope}axios.get('${v2}/odometer')` }, 'scope-over-asked'],
    ['is not left out in a front end', { 'a.js': scope }, 'scope-use-elsewhere'],
    [
      'is not left out in a front end whose tests and pages make calls',
      { 'a.js': scope, 'test/b.js': `axios.get('${v2}/odometer')`, 'docs/api/c.html': `'${v2}/odometer'` },
      'scope-use-elsewhere',
    ],
    ['is not left out where its path is read', { 'a.js': `${scope}axios.get('${v2}/security')` }, 'scope-path-seen'],
    [
      'is not left out where its path stands in a test',
      { 'a.js': `${scope}axios.get('${v2}/odometer')`, 'b.test.js': `axios.post('${v2}/security')` },
      'scope-path-seen',
    ],
    [
      'is not left out where a path is put together',
      { 'a.js': `${scope}axios.get(\`https://api.smartcar.com/v2.0/vehicles/\${id}/\${path}\`)` },
      'scope-use-unseen',
    ],
    ['is used where its method is open', { 'a.js': `${scope}send('${v2}/security')` }, undefined],
  ])('%s', (_, files, kind) => {
    expect(kindOf(files, 'control_security')).toBe(kind);
  });
});

it('an unknown endpoint is told in plain English', () => {
  const { findings } = judge({ 'a.js': `// smartcar\naxios.get('${v2}/odometr')` });
  expect(findings.map(({ title }) => title)).toContain('"/odometr" is not an endpoint that connect-cli knows.');
});

describe('a method that is open', () => {
  it('keeps both permissions and says so', () => {
    const { scan, findings } = judge({ 'a.js': `// smartcar\nsend('${v2}/charge')` });
    expect(scan.used.map(({ name }) => name)).toEqual(['read_charge', 'control_charge']);
    expect(findings.map(({ kind }) => kind)).toContain('scope-method-undecided');
  });

  it('is not an error where one of the two is asked for', () => {
    const kinds = judge({ 'a.js': `// smartcar\nscope = ['read_charge'];\nsend('${v2}/charge')` }).findings.map(
      ({ kind }) => kind,
    );
    expect(kinds).toEqual(['scope-method-undecided']);
  });
});

describe('the weight of a file', () => {
  it.each([
    ['src/App.swift', 'code'],
    ['src/contest/a.js', 'code'],
    ['src/latest.js', 'code'],
    ['SmartcarAuthTests/AuthTests.swift', 'test'],
    ['AppUITests/Screen.swift', 'test'],
    ['src/main/VehicleTest.java', 'test'],
    ['VehicleSpec.kt', 'test'],
    ['vehicle_test.go', 'test'],
    ['examples/basic/main.go', 'example'],
    ['demo/index.js', 'example'],
    ['docs/Classes/SmartcarAuth.html', 'prose'],
    ['build/javadoc/index.html', 'prose'],
    ['docs/guide.md', 'prose'],
  ])('%s: %s', (file, role) => {
    expect(findMentions(file, "// smartcar\nscope = 'read_vin'").map((mention) => mention.role)[0]).toBe(role);
  });

  it('of an example decides where there is no other code', () => {
    const example = { 'examples/a.js': `// smartcar\naxios.get('${v2}/odometer')` };
    expect(judge(example).scan.used.map(({ name }) => name)).toEqual(['read_odometer']);
    const both = { ...example, 'src/b.js': `// smartcar\naxios.get('${v2}/fuel')` };
    expect(judge(both).scan.used.map(({ name }) => name)).toEqual(['read_fuel']);
  });
});

describe('the nearest signal', () => {
  it.each([
    ['internalcombustionengine-oilpressure', 'diagnostics-oilpressure'],
    ['charge-isCharging', 'charge-ischarging'],
    ['charge-ischargin', 'charge-ischarging'],
    ['tractionbattery-traveleddistance', 'odometer-traveleddistance'],
    ['tractionbattery-stateofcharg', 'tractionbattery-stateofcharge'],
  ])('of %s is %s', (text, expected) => {
    expect(nearestSignal(text, nearest)).toBe(expected);
  });

  it('is known by the name that answers and SDKs give it', () => {
    const signals = findMentions(
      'a.ts',
      "// smartcar\nif (signal.name === 'OilPressure') use(signal);\nget('TractionBattery.StateOfCharge')",
    );
    expect(signals.flatMap(({ meaning }) => (meaning.kind === 'signal' ? [meaning.signal] : []))).toEqual([
      'diagnostics-oilpressure',
      'tractionbattery-stateofcharge',
    ]);
  });
});
