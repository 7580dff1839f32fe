import { describe, expect, it } from 'vitest';
import { findMentions } from '../../../src/core/code-scan/find-mentions.ts';

/** The permissions of the calls in a file, in order; `?` where the method is not decided. */
function calls(file: string, text: string): string[] {
  return findMentions(file, text).flatMap(({ meaning }) =>
    meaning.kind === 'call' ? [`${meaning.permission}${meaning.isUndecided === true ? '?' : ''}`] : [],
  );
}

const v2 = 'https://api.smartcar.com/v2.0';

/** The same address written and read by the clients that people use: file, code that writes, code that reads. */
const clients = [
  [
    'a.js',
    `await axios.post(\`${v2}/vehicles/\${id}/security\`, body)`,
    `await axios.get(\`${v2}/vehicles/\${id}/security\`)`,
  ],
  [
    'fetch.js',
    `await fetch(\`${v2}/vehicles/\${id}/security\`, { method: 'POST' })`,
    `await fetch(\`${v2}/vehicles/\${id}/security\`)`,
  ],
  [
    'variable.ts',
    `const url = \`${v2}/vehicles/\${id}/security\`;\n  const res = await fetch(url, {\n    method: 'POST',\n  });`,
    `const url = \`${v2}/vehicles/\${id}/security\`;\n  const res = await fetch(url, {\n    headers,\n  });`,
  ],
  [
    'got.ts',
    `const lockUrl = '${v2}/vehicles/x/security'\nawait got.post(lockUrl, { json })`,
    `const lockUrl = '${v2}/vehicles/x/security'\nawait got.get(lockUrl)`,
  ],
  [
    'object.js',
    `const config = {\n  url: '${v2}/vehicles/x/security',\n  method: 'post',\n};\naxios(config)`,
    `const config = {\n  url: '${v2}/vehicles/x/security',\n  method: 'get',\n};\naxios(config)`,
  ],
  [
    'a.py',
    `url = f"${v2}/vehicles/{vid}/security"\nr = requests.post(url, json={"action": action})`,
    `url = f"${v2}/vehicles/{vid}/security"\nr = requests.get(url, headers=headers)`,
  ],
  [
    'httpx.py',
    `async def lock(self):\n    url = f"${v2}/vehicles/{vid}/security"\n    req = Request(url, data=payload, method="POST")\n    return urlopen(req)`,
    `async def lock(self):\n    url = f"${v2}/vehicles/{vid}/security"\n    req = Request(url)\n    return urlopen(req)`,
  ],
  [
    'a.rb',
    `uri = URI("${v2}/vehicles/#{id}/security")\nreq = Net::HTTP::Post.new(uri)`,
    `uri = URI("${v2}/vehicles/#{id}/security")\nreq = Net::HTTP::Get.new(uri)`,
  ],
  ['faraday.rb', `conn.post("${v2}/vehicles/#{id}/security")`, `conn.get("${v2}/vehicles/#{id}/security")`],
  [
    'a.go',
    `\turl := fmt.Sprintf("${v2}/vehicles/%s/security", id)\n\treq, err := http.NewRequest(http.MethodPost, url, body)`,
    `\turl := fmt.Sprintf("${v2}/vehicles/%s/security", id)\n\treq, err := http.NewRequest(http.MethodGet, url, nil)`,
  ],
  [
    'word.go',
    `http.NewRequest("POST", "${v2}/vehicles/"+id+"/security", b)`,
    `http.NewRequest("GET", "${v2}/vehicles/"+id+"/security", nil)`,
  ],
  [
    'A.java',
    `String url = "${v2}/vehicles/" + id + "/security";\nHttpRequest r = HttpRequest.newBuilder()\n    .uri(URI.create(url))\n    .POST(body)\n    .build();`,
    `String url = "${v2}/vehicles/" + id + "/security";\nHttpRequest r = HttpRequest.newBuilder()\n    .uri(URI.create(url))\n    .GET()\n    .build();`,
  ],
  [
    'Ok.java',
    `HttpPost post = new HttpPost("${v2}/vehicles/x/security");`,
    `HttpGet request = new HttpGet("${v2}/vehicles/x/security");`,
  ],
  [
    'Api.kt',
    `// api.smartcar.com\n@POST("vehicles/{id}/security")`,
    `// api.smartcar.com\n@GET("vehicles/{id}/security")`,
  ],
  [
    'Ktor.kt',
    `val url = "${v2}/vehicles/$id/security"\nclient.request(url) {\n    method = HttpMethod.Post\n}`,
    `val url = "${v2}/vehicles/$id/security"\nclient.request(url) {\n    method = HttpMethod.Get\n}`,
  ],
  [
    'A.cs',
    `var url = $"${v2}/vehicles/{id}/security";\nvar res = await _http.PostAsJsonAsync(url, body);`,
    `var url = $"${v2}/vehicles/{id}/security";\nvar res = await _http.GetStringAsync(url);`,
  ],
  [
    'Message.cs',
    `new HttpRequestMessage(HttpMethod.Post, $"${v2}/vehicles/{id}/security");`,
    `new HttpRequestMessage(HttpMethod.Get, $"${v2}/vehicles/{id}/security");`,
  ],
  [
    'curl.php',
    `<?php\n$url = "${v2}/vehicles/" . $id . "/security";\n$ch = curl_init($url);\ncurl_setopt($ch, CURLOPT_POST, true);\ncurl_exec($ch);`,
    `<?php\n$url = "${v2}/vehicles/" . $id . "/security";\n$ch = curl_init($url);\ncurl_setopt($ch, CURLOPT_HTTPHEADER, $h);\ncurl_exec($ch);`,
  ],
  [
    'guzzle.php',
    `<?php $client->request('POST', "${v2}/vehicles/$id/security");`,
    `<?php $client->request('GET', "${v2}/vehicles/$id/security");`,
  ],
  [
    'A.swift',
    `let url = URL(string: "${v2}/vehicles/\\(id)/security")!\nvar request = URLRequest(url: url)\nrequest.httpMethod = "POST"`,
    `let url = URL(string: "${v2}/vehicles/\\(id)/security")!\nvar request = URLRequest(url: url)\nrequest.httpMethod = "GET"`,
  ],
  [
    'a.dart',
    `final url = Uri.parse('${v2}/vehicles/$id/security');\nawait http.post(url, body: b);`,
    `final url = Uri.parse('${v2}/vehicles/$id/security');\nawait http.get(url);`,
  ],
  ['a.sh', `curl -d '{"action":"x"}' ${v2}/vehicles/$ID/security`, `curl ${v2}/vehicles/$ID/security`],
  [
    'a.yaml',
    `smartcar_lock:\n  method: POST\n  url: ${v2}/vehicles/x/security\n`,
    `sensor:\n  - platform: rest\n    resource: ${v2}/vehicles/x/security\n`,
  ],
] as const;

describe('the method of a path', () => {
  it.each(clients)('is read from a client that writes: %s', (file, write) => {
    expect(calls(file, write)).toEqual(['control_security']);
  });

  it.each(clients)('is read from a client that reads: %s', (file, _, read) => {
    expect(calls(file, read)).toEqual(['read_security']);
  });

  it.each([
    ['handed on', 'a.js', `send(\`${v2}/vehicles/\${id}/charge\`)`],
    ['returned', 'a.py', `# smartcar\ndef url(vid):\n    return f"${v2}/vehicles/{vid}/charge"`],
    ['kept as a constant for another file', 'a.go', '// smartcar\nconst (\n\tchargePath = "/charge"\n)'],
    ['used with options from elsewhere', 'a.js', `const url = '${v2}/vehicles/x/charge';\nfetch(url, options);`],
  ])('is left open for an address that is %s', (_, file, text) => {
    expect(calls(file, text)).toEqual(['read_charge?', 'control_charge?']);
  });

  it('is not taken from a neighbour', () => {
    const lines = [
      `const a = await axios.get(\`${v2}/vehicles/\${id}/charge\`)`,
      `const b = await axios.post(\`${v2}/vehicles/\${id}/security\`, body)`,
      `const c = await axios.get(\`${v2}/vehicles/\${id}/charge/limit\`)`,
    ];
    expect(calls('a.js', lines.join('\n'))).toEqual(['read_charge', 'control_security', 'read_charge']);
  });

  it('is not taken from the next function, whose variable has the same name', () => {
    const text = `function a(id) {\n  const url = \`${v2}/vehicles/\${id}/charge\`;\n  return axios.get(url);\n}\nfunction b(id) {\n  const url = \`${v2}/vehicles/\${id}/security\`;\n  return axios.post(url);\n}\n`;
    expect(calls('a.js', text)).toEqual(['read_charge', 'control_security']);
  });

  it('is not taken from the route of the program in which the call stands', () => {
    const text = `// smartcar\napp.post('/refresh', async (req, res) => {\n  const url = \`${v2}/vehicles/\${id}/charge\`;\n  res.json(await axios.get(url));\n});`;
    expect(calls('a.js', text)).toEqual(['read_charge']);
  });

  it.each([
    ['addresses', `smartcar ${`const u = '${v2}/vehicles/x/charge';\n`.repeat(3000)}`],
    ['uses', `smartcar const u = '${v2}/vehicles/x/charge';\n${'f(u);\n'.repeat(20_000)}`],
    ['brackets', `smartcar ${`('${v2}/vehicles/x/charge'`.repeat(3000)}`],
  ])('takes time in proportion to the text: %s', (_, text) => {
    const time = (input: string) => {
      const start = performance.now();
      findMentions('a.js', input);
      return performance.now() - start;
    };
    time(text);
    const single = Math.max(20, time(text));
    expect(time(text.repeat(3)) / single).toBeLessThan(12);
  });
});
