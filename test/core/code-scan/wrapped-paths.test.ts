import { describe, expect, it } from 'vitest';
import { findMentions } from '../../../src/core/code-scan/find-mentions.ts';

const base = 'https://api.smartcar.com/v2.0/vehicles';

function called(file: string, text: string): readonly string[] {
  const names = findMentions(file, text).flatMap(({ meaning }) =>
    meaning.kind === 'call' ? [meaning.permission] : [],
  );
  return [...new Set(names)].toSorted();
}

// Own words for what the clients of these languages look like; each locks the car and reads one thing.
const wrapped = [
  [
    'a.py',
    `BASE = "${base}"\ndef _format_url(self, path):\n    return f"{BASE}/{self.id}/{path}"\ndef lock(self):\n    url = self._format_url("security")\n    return helpers.requester(\n        "POST", url, json={"action": "LOCK"}\n    )\ndef battery(self):\n    path = "battery"\n    url = self._format_url(path)\n    return helpers.requester("GET", url)`,
    'read_battery',
  ],
  [
    'a.rs',
    '// smartcar\nfn lock(&self) {\n    let path = "/security";\n    self.builder(path, HttpVerb::Post).send()\n}\nfn odometer(&self) {\n    let path = "/odometer";\n    self.builder(path, HttpVerb::Get).send()\n}',
    'read_odometer',
  ],
  [
    'a.ts',
    `const smartcar = axios.create({ baseURL: '${base}' });\nconst unlock = (id: string) => post(id, 'security', { action: 'UNLOCK' });\nconst fuel = (id: string) => get(id, 'fuel');`,
    'read_fuel',
  ],
  [
    'table.js',
    `// smartcar\nconst calls = {\n  lock: { path: '/security', method: 'POST' },\n  odometer: { path: '/odometer', method: 'GET' },\n};`,
    'read_odometer',
  ],
  [
    'a.kt',
    `val base = "${base}"\nsuspend fun lock(id: String) = client.post("$base/$id/security") { setBody(lock) }\nsuspend fun tires(id: String) = client.get("$base/$id/tires/pressure")`,
    'read_tires',
  ],
  [
    'a.dart',
    `const base = '${base}';\nFuture lock(id) async {\n  final uri = Uri.parse('$base/$id/security');\n  await http.post(uri, body: body);\n}\nFuture vin(id) => http.get(Uri.parse('$base/$id/vin'));`,
    'read_vin',
  ],
  [
    'a.rb',
    `BASE = '${base}'\ndef lock(id)\n  uri = URI("#{BASE}/#{id}/security")\n  Net::HTTP::Post.new(uri)\nend\ndef fuel(id)\n  HTTParty.get("#{BASE}/#{id}/fuel")\nend`,
    'read_fuel',
  ],
  [
    'a.swift',
    `let base = URL(string: "${base}")!\nfunc lock(_ id: String) {\n  var request = URLRequest(url: base.appendingPathComponent(id).appendingPathComponent("security"))\n  request.httpMethod = "POST"\n}\nfunc vin(_ id: String) {\n  let url = URL(string: "\\(base)/\\(id)/vin")!\n  session.dataTask(with: url)\n}`,
    'read_vin',
  ],
  [
    'a.sh',
    `API=${base}\ncurl -X POST "$API/$ID/security" -d '{"action":"LOCK"}'\ncurl "$API/$ID/battery"`,
    'read_battery',
  ],
  [
    'b.py',
    `BASE = "${base}"\ndef run(vid):\n    endpoint = f"{BASE}/{vid}/security"\n    requests.request(method="POST", url=endpoint, json=payload)\n    return requests.get(f"{BASE}/{vid}/odometer")`,
    'read_odometer',
  ],
] as const;

describe('a path that stands apart from its beginning', () => {
  it.each(wrapped)('%s: the command and the reading are both seen', (file, text, reading) => {
    expect(called(file, text)).toEqual(['control_security', reading].toSorted());
  });

  it('is no route, look-up or link of the program itself', () => {
    const own = [
      "const routes = [{ path: 'location', component: A }, { path: '/battery', component: B }];",
      "const nav = [{ href: '/fuel' }, { to: '/security' }];",
      "const where = headers.get('location');",
      "const level = data.get('battery') ?? row['charge'];",
      "app.post('/security', handler); router.get('/odometer', handler);",
      'fetch(`${BACKEND}/location`);',
    ];
    expect(called('app.ts', `// the front end of a smartcar app\n${own.join('\n')}`)).toEqual([]);
  });
});
