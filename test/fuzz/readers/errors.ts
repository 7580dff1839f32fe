import { buildErrorExplanation } from '../../../src/core/errors/explanation/document.ts';
import { explainReading } from '../../../src/core/errors/explanation/explain.ts';
import { parseErrorInput } from '../../../src/core/errors/input/parse.ts';
import { errorNames } from '../../../src/core/errors/knowledge/lookup.ts';
import { smartcarPermissions } from '../../../src/core/providers/smartcar/permissions.ts';
import { nearest, nearNames } from '../../../src/flags/nearest.ts';
import { resolveEdition, resolveProvider } from '../../../src/flags/provider.ts';
import { renderErrorExplanation } from '../../../src/report/human/error-explanation.ts';
import type { Reader } from '../reader.ts';
import { plainStyle } from './for-people.ts';

const provider = resolveProvider(undefined);
const options = {
  provider,
  isProviderGiven: false,
  edition: resolveEdition(provider, undefined),
  asked: [],
  nearest: (text: string) => nearNames(text, errorNames()),
  nearestPermission: (name: string) => nearest(name, Object.keys(smartcarPermissions)),
};

export const errors: Reader = {
  name: 'errors',
  seeds: [
    'PERMISSION:NULL',
    '{"statusCode":403,"type":"PERMISSION","code":null,"description":"Your application has insufficient permissions","requestId":"26c14915-0c26-43c5-8e42-9edfc2a66a0f"}',
    '{"response":null,"error":"vehicle unavailable: vehicle is offline or asleep","error_description":""}',
    'https://example.com/callback?error=access_denied&error_description=User+denied+access&state=abc123',
    '2026-09-14 08:30:00 ERROR SmartcarError: VEHICLE_STATE:ASLEEP - The vehicle is asleep (retry-after: 30)\n    at handler (app.js:3:7)\n',
    'Error: virtual_key_required: the key of domain "example.com" is not paired',
  ],
  repeats: [
    'PERMISSION:NULL ',
    '{"error":',
    'VEHICLE_STATE:',
    'https://a?error=',
    '"type":"PERMISSION",',
    'error=',
    'SmartcarError: ',
  ],
  run: (text) => {
    const readings = parseErrorInput(text);
    const explanations = readings.flatMap((reading) => explainReading(reading, options));
    const document = buildErrorExplanation(explanations, []);
    return { answer: { readings, document }, forPeople: renderErrorExplanation(document, plainStyle) };
  },
};
