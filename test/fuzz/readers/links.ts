import { admitCallback, admitScopedKey } from '../../../src/core/connect/admission.ts';
import { parsePastedRedirect } from '../../../src/core/connect/pasted.ts';
import { lintConnectUrl } from '../../../src/core/findings/url/lint.ts';
import { nearest } from '../../../src/flags/nearest.ts';
import { renderUrlLint } from '../../../src/report/human/url-lint.ts';
import type { Reader } from '../reader.ts';
import { plainStyle } from './for-people.ts';

const state = 'k3yq2v9x7m1p5t8z';
const query = `code=90abecb6-e7ab-4b85-864a-e1c8bf67f2ad&state=${state}&user_id=7c1d3b6e-52a4-4f0b-9a51-0c4b2e8f6d13`;

export const connectLinks: Reader = {
  name: 'connect-links',
  seeds: [
    'https://connect.smartcar.com/oauth/authorize?response_type=code&client_id=8229df9f-91a0-4ff0-a1ae-a1f38ee24d07&redirect_uri=https%3A%2F%2Fexample.com%2Fcallback&scope=required%3Aread_vin%20read_odometer&state=x1&make=TESLA&flags=country:DE&mode=live',
    'HTTP/1.1 302 Found\nLocation: https://connect.smartcar.com/oauth/reauthenticate\n  ?response_type=vehicle_id\n  &amp;client_id=8229df9f-91a0-4ff0-a1ae-a1f38ee24d07\n  &amp;vehicle_id=b6c1f0de-8a34-4b71-9c2d-5e7f1a2b3c4d\n',
    '“https://auth.tesla.com/oauth2/v3/authorize?client_id=a&scope=openid%20vehicle_device_data&redirect_uri=https://example.com/tesla”',
    '<a href="https://www.tesla.com/_ak/example.com">key</a>',
    'https://links.example.com/?url=http%3A%2F%2Flocalhost%3A8000%2Fexchange%3Fcode%3D90abecb6%26state%3Dabc#next=%252Fcb%253Fcode%253Dx',
  ],
  repeats: [
    '&a=1',
    '&scope=read_vin',
    'read_vin%20',
    '&amp;',
    '%25',
    '25',
    '=',
    '?',
    'https://',
    '\n  &a=',
    '“',
    '\\u0026',
    '#',
    '${',
    '{{',
  ],
  run: (text) => {
    const document = lintConnectUrl(text, { suggest: nearest });
    return { answer: document ?? null, forPeople: document && renderUrlLint(document, plainStyle) };
  },
};

export const pastedRedirects: Reader = {
  name: 'pasted-redirects',
  seeds: [
    `http://localhost:8000/callback?${query}`,
    `\u001b[200~"localhost:8000/callback\\?code=a\\&state=${state}"\u001b[201~`,
    `Location: <http://localhost:8000/callback?error=access_denied&amp;state=${state}>`,
    `?${query}`,
  ],
  repeats: ['"', '&amp;', '\u001b[200~', 'http://', '\u200b', '(', 'Location:', '>'],
  run: (text) => {
    const answer = parsePastedRedirect(text, 'http://localhost:8000/callback');
    return { answer, forPeople: answer.ok ? undefined : answer.problem };
  },
};

export const callbacks: Reader = {
  name: 'callbacks',
  seeds: [
    query,
    `?error=access_denied&error_description=User+denied&state=${state}`,
    `state=${state}&code=&make=TESLA&vin=5YJ`,
  ],
  repeats: ['a=1&', 'code=a&', `state=${state}&`, '&', '%', 'a%00=&', '__proto__=1&'],
  run: (text) => ({ answer: admitCallback(text, state) }),
};

export const textureCallbacks: Reader = {
  name: 'texture-callbacks',
  seeds: ['texture_scoped_key=tsk_1a2b3c', 'error=access_denied&error_description=No'],
  repeats: ['a=1&', 'texture_scoped_key=a&', '&'],
  run: (text) => ({ answer: admitScopedKey(text) }),
};
