import { finding } from '../finding.ts';
import { placesAsEvidence, type CodeCheck } from './check.ts';

/** Names that look like Smartcar's and are none. */
export const unknownNamesCheck: CodeCheck = ({ scan }) =>
  scan.unknown.map(({ name, of, nearest, at }) => {
    const suggestion = nearest === null ? '' : ` Did you mean "${nearest}"?`;
    return finding(`scope-unknown-${of}`, placesAsEvidence(at), {
      title: `"${name}" is not ${of === 'endpoint' ? 'an' : 'a'} ${of} that connect-cli knows.${suggestion}`,
    });
  });
