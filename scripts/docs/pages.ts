import { documentsPage } from './documents.ts';
import { readmePage } from './environment.ts';
import { apiErrorsPage, errorsPage } from './errors.ts';
import { findingsPage } from './findings.ts';
import { boxesPage, permissionsPage } from './permissions.ts';
import { signalsPage } from './signals.ts';
import { virtualKeyPage } from './virtual-key.ts';

/** Every generated page by its path from the root of the repository. */
export function buildPages(): ReadonlyMap<string, string> {
  return new Map([
    ['docs/permissions.md', permissionsPage()],
    ['docs/boxes.md', boxesPage()],
    ['docs/signals.md', signalsPage()],
    ['docs/virtual-key.md', virtualKeyPage()],
    ['docs/api-errors.md', apiErrorsPage()],
    ['docs/documents.md', documentsPage()],
    ['docs/errors.md', errorsPage()],
    ['docs/findings.md', findingsPage()],
    ['README.md', readmePage()],
  ]);
}
