import { documentsPage } from './documents.ts';
import { apiErrorsPage, errorPages } from './errors.ts';
import { findingPages } from './findings.ts';
import { boxesPage, permissionsPage } from './permissions.ts';
import { signalsPage } from './signals.ts';
import { virtualKeyPage } from './virtual-key.ts';

/** Folders that hold generated pages alone. */
export const generatedFolders: readonly string[] = ['docs/errors', 'docs/findings'];

/** Every generated page by its path from the root of the repository. */
export function buildPages(): ReadonlyMap<string, string> {
  return new Map([
    ['docs/permissions.md', permissionsPage()],
    ['docs/boxes.md', boxesPage()],
    ['docs/signals.md', signalsPage()],
    ['docs/virtual-key.md', virtualKeyPage()],
    ['docs/api-errors.md', apiErrorsPage()],
    ['docs/documents.md', documentsPage()],
    ...errorPages(),
    ...findingPages(),
  ]);
}
