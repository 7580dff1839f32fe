import { openBrowser } from '../../src/io/browser.ts';

/** Opens the URL of the command line as the program does, and tells what came of it. */
void openBrowser(process.argv[2] ?? '', process.env, process.platform).then((launch) => {
  process.stdout.write(JSON.stringify(launch));
});
