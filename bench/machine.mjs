/** The machine that figures belong to, and whether it had nothing else to do. */
import os from 'node:os';
import process from 'node:process';

import { core } from './worker.mjs';

/** Taken before anything is measured, since measuring is load itself. */
export function describeMachine() {
  const processors = os.cpus();
  return {
    processor: processors[0]?.model.trim() ?? 'unknown processor',
    processors: processors.length,
    system: `${os.type()} ${os.release()} ${process.arch}`,
    pinnedTo: core,
    load: os.loadavg()[0],
    date: new Date().toISOString().slice(0, 10),
    versions: { Node: process.versions.node, V8: process.versions.v8 },
  };
}

/** Parts of a processor: less than this stood still for others while workers were measured. */
const leastShare = 0.95;

/** Why figures of this run should not be kept, or undefined. */
export function disturbance({ load }, tables) {
  if (1 < load) return `The load was ${load.toFixed(1)} before the measurement began.`;
  const share = shareOf(tables);
  if (leastShare <= share) return undefined;
  return `The workers had ${(100 * share).toFixed(0)} % of their processor; other work had the rest.`;
}

/** Process time as a part of the time on the clock. */
export function shareOf(tables) {
  const results = tables.flatMap((table) => table.results).filter(({ wallSeconds }) => wallSeconds);
  const total = (name) => results.reduce((sum, result) => sum + result[name], 0);
  return results.length === 0 ? 1 : total('cpuSeconds') / total('wallSeconds');
}
