/** A process that debugs as an extension host does: for measurements that kill it. */
import process from 'node:process';

import { load, startTrainer } from './trainerProcess';
import { smallNetwork } from './networks';

async function debug(trainerScript: string, state: string, folder?: string): Promise<void> {
  const child = startTrainer(trainerScript);
  await load(child, {
    text: smallNetwork({ iterations: 10_000_000 }),
    ...(folder !== undefined && { journal: { folder, session: 'hosted' } }),
  });
  if (folder !== undefined) {
    await child.trainer.request('seek', { position: { iteration: 500, instruction: 3 } });
  }
  if (state === 'running') {
    const underWay = new Promise((resolve) => child.trainer.on('progress', resolve));
    void child.trainer.request('resume', { direction: 'forward' });
    await underWay;
  }
  process.stdout.write(`${child.pid}\n`);
}

// Whoever was to kill it is gone.
process.stdin.on('end', () => process.exit(1)).resume();
const [trainerScript = '', state = '', folder] = process.argv.slice(2);
void debug(trainerScript, state, folder);
