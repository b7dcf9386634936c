/** Peers from npm: in a package of their own, so that Backstep never depends on them. */
import { spawnSync } from 'node:child_process';
import process from 'node:process';

export function installPeers() {
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: import.meta.dirname,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  return status === 0;
}
