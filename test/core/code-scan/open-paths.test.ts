import { describe, expect, it } from 'vitest';
import { findMentions } from '../../../src/core/code-scan/find-mentions.ts';
import { explainWanted } from '../../../src/core/findings/code/scope-derivation.ts';
import { judgeCode } from '../../../src/core/findings/code/judge.ts';
import { resolveEdition } from '../../../src/flags/provider.ts';
import { smartcar } from '../../../src/core/providers/smartcar/provider.ts';
import { nearest } from '../../../src/flags/nearest.ts';

const v2 = 'https://api.smartcar.com/v2.0';
const v3 = 'https://vehicle.api.smartcar.com/v3';

/** The scope that is kept, whether the key is needed, and the kinds of what was found. */
function derived(file: string, text: string): { scope: string; key: boolean; kinds: readonly string[] } {
  const { wanted, findings } = judgeCode(findMentions(file, text), { nearest });
  const { scope, virtualKey } = explainWanted({ wanted, edition: resolveEdition(smartcar, undefined) });
  return { scope, key: virtualKey.needed, kinds: [...new Set(findings.map(({ kind }) => kind))] };
}

/** Each asks for the odometer and for locks, and sends a command whose name comes from elsewhere. */
const helpers = [
  ['a.py', `return requests.post(f"${v3}/vehicles/{id}/commands/{name}")`],
  ['base.py', 'return requests.post(f"{V3}/vehicles/{id}/commands/{name}")'],
  ['a.ts', 'fetch(`${base}/vehicles/${id}/commands/${name}`, { method: "POST" })'],
  ['a.go', 'http.NewRequest("POST", base+"/vehicles/"+id+"/commands/"+name, nil)'],
  ['format.go', 'u := fmt.Sprintf("%s/vehicles/%s/commands/%s", base, id, name)'],
  ['a.php', '$client->post($base . "/vehicles/" . $id . "/commands/" . $name);'],
  ['A.java', 'URI.create(BASE + "/vehicles/" + id + "/commands/" + name)'],
  ['a.rs', 'let url = format!("{}/vehicles/{}/commands/{}", BASE, id, name);'],
  ['a.rb', 'HTTParty.post("#{BASE}/vehicles/#{id}/commands/#{name}")'],
  ['a.dart', "http.post(Uri.parse('$base/vehicles/$id/commands/$name'));"],
  ['a.swift', 'vehicles.appendingPathComponent(id).appendingPathComponent("commands").appendingPathComponent(name)'],
  ['apart.js', 'post(vehicleUrl + "/commands/" + name)'],
] as const;

describe('a command whose name is put in', () => {
  it.each(helpers)('keeps the commands of the scope and the key: %s', (file, line) => {
    const text = `# smartcar\nscope = "read_odometer control_security"\n${line}\n`;
    expect(derived(file, text)).toEqual({ scope: 'control_security', key: true, kinds: ['scope-use-unseen'] });
  });

  it('leaves no command out, and names what was read', () => {
    const { findings } = judgeCode(
      findMentions('a.py', `scope = "control_charge"\nrequests.post(f"${v3}/vehicles/{id}/commands/{name}")`),
      { nearest },
    );
    expect(findings.map(({ title, evidence }) => [title, ...evidence])).toEqual([
      [
        'The code asks for control_charge, and a path that is built at run time may need it.',
        'a.py:2 vehicles/{id}/commands/{name}',
      ],
    ]);
  });

  it('is counted where its name is handed over', () => {
    const helper = 'const command = (id, name) => fetch(`${base}/vehicles/${id}/commands/${name}`);';
    const text = `// smartcar\n${helper}\ncommand(id, 'security/lock');\ncommand(id, "charge/set-limit");`;
    expect(derived('a.ts', text).scope).toBe('control_charge control_security');
  });

  it('needs the permission of its group where that is written', () => {
    const text = 'scope = "control_security"\nrequests.post(f"{SMARTCAR}/vehicles/{id}/commands/charge/{action}")';
    expect(derived('a.py', text)).toEqual({
      scope: 'control_charge',
      key: true,
      kinds: ['scope-under-asked', 'scope-over-asked'],
    });
  });

  it('leaves the key open where no scope is known', () => {
    expect(derived('a.py', `requests.post(f"${v3}/vehicles/{id}/commands/{name}")`)).toEqual({
      scope: '',
      key: false,
      kinds: ['scope-key-undecided', 'scope-none-found'],
    });
  });

  it.each([
    ['a route', "app.post('/vehicles/:id/commands/:name', run);"],
    ['a route of FastAPI', '@app.post("/vehicles/{id}/commands/{name}")'],
    ['a module', "import commands from './commands';\nimport lock from 'security/lock';"],
    ['a word', "client.set('commands', list);"],
  ])('is not seen in %s of the program', (_, line) => {
    expect(derived('a.js', `// smartcar\nscope = ['control_security'];\n${line}`).kinds).toEqual([
      'scope-use-elsewhere',
    ]);
  });
});

/** Each hands a path to an address that ends at the vehicle. */
const wrappers = [
  ['A.java', `static final String BASE = "${v2}/vehicles/";\nget(BASE + id + "/" + what);`],
  ['a.go', `const base = "${v2}/vehicles"\nhttp.Get(fmt.Sprintf("%s/%s/%s", base, id, what))`],
  ['a.ts', `const url = (id: string) => \`${v2}/vehicles/\${id}\`;\nfetch(\`\${url(id)}/\${what}\`);`],
  [
    'a.py',
    `class Car:\n    def __init__(self, id):\n        self.base = f"${v2}/vehicles/{id}"\n\n    def get(self, path):\n        return requests.get(self.base + path)`,
  ],
  ['b.py', `requests.get(SMARTCAR + '/vehicles/' + id + path)`],
  ['a.cs', `new HttpClient { BaseAddress = new Uri("${v2}/vehicles/") };\nhttp.GetAsync($"{id}/{what}");`],
] as const;

describe('a path that is put in behind the vehicle', () => {
  it.each(wrappers)('keeps the whole scope and the key: %s', (file, text) => {
    expect(derived(file, `// smartcar\nscope = "read_odometer control_security"\n${text}\n`)).toEqual({
      scope: 'read_odometer control_security',
      key: true,
      kinds: ['scope-use-unseen'],
    });
  });

  it('is known where the function gives it one value', () => {
    const text = `scope = ['read_odometer', 'read_location']\ndef where(id):\n    path='/location'\n    return requests.get(SMARTCAR + '/vehicles/' + id + path)`;
    expect(derived('a.py', text)).toEqual({ scope: 'read_location', key: false, kinds: ['scope-over-asked'] });
  });

  it.each([
    ['in a branch', "    if near:\n        path = '/location'\n    else:\n        path = '/odometer'\n"],
    ['as a default', ''],
  ])('has further values where it gets one %s', (_, lines) => {
    const head = lines === '' ? "def where(id, path='/location'):\n" : `def where(id, path):\n${lines}`;
    const text = `# smartcar\nscope = ['read_location', 'read_vin']\n${head}    return requests.get(BASE + '/vehicles/' + id + path)`;
    expect(derived('a.py', text).scope).toContain('read_vin');
  });

  it('is none where a variable names the make, or goes on behind a known path', () => {
    const text = `scope = 'read_compass read_odometer read_vin'\nget(\`${v2}/vehicles/\${id}/\${make}/compass\`);\nget(\`${v2}/vehicles/\${id}/odometer\${query}\`);`;
    expect(derived('a.js', text)).toEqual({
      scope: 'read_compass read_odometer',
      key: false,
      kinds: ['scope-over-asked'],
    });
  });
});

it.each([
  ['addresses that go on', 'smartcar vehicles/', 'vehicles/'],
  ['joined addresses', 'smartcar ', 'vehicles"+'],
  ['variables', 'smartcar ', "path='/a';get('vehicles/'+id+path);\n"],
  ['uses', "smartcar BASE = 'vehicles/'\n", "BASE + id + '/' + what\n"],
  ['commands', 'smartcar ', '"/commands/" + '],
])('takes time in proportion to the text: %s', (_, head, piece) => {
  const time = (count: number) => {
    const start = performance.now();
    findMentions('a.js', head + piece.repeat(count));
    return performance.now() - start;
  };
  time(1000);
  const single = Math.max(20, time(1000));
  expect(time(4000) / single).toBeLessThan(16);
});
