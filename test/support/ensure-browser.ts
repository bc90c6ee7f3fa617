import { spawnSync } from 'node:child_process';
import { findBrowser } from './find-browser.ts';

/** Run before the tests: finds a Chromium, or installs the system's, or says which command does. */
function ensureBrowser(): void {
  if (findBrowser()) return;
  const isRoot = process.getuid?.() === 0;
  const hasApt = spawnSync('apt-get', ['--version']).status === 0;
  if (isRoot && hasApt) {
    process.stdout.write('No Chromium found: installing the package “chromium” …\n');
    run('apt-get', ['update', '-qq']);
    run('apt-get', [
      'install',
      '-y',
      '-qq',
      '--no-install-recommends',
      'chromium',
      'fonts-dejavu-core',
    ]);
  } else {
    process.stdout.write('No Chromium found: asking Playwright for one …\n');
    run('npx', ['playwright', 'install', 'chromium']);
  }
  if (findBrowser()) return;
  process.stderr.write(
    'The browser tests need Chromium. Install it (Debian, Ubuntu: sudo apt-get install chromium; elsewhere: npx playwright install chromium) or set CHROMIUM_PATH.\n',
  );
  process.exit(1);
}

function run(command: string, args: string[]): void {
  spawnSync(command, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

ensureBrowser();
