import { describe, expect, it } from 'vitest';

import { comparePositions, type Position } from '../../../src/core';
import { readTrace } from '../../../src/trainer/trace/readTrace';
import { Journal } from '../../../src/trainer/trace/journal';
import { headerOf } from '../../../src/trainer/trace/origin';
import { runAt } from '../runAt';
import { MemoryDisk } from './memoryDisk';

const file = '/journal/run.nnjournal';

/** A journal of a run of 200 iterations that stops now and then, and is rewritten when it has grown. */
function journaledRun(disk: MemoryDisk) {
  const run = runAt({ iteration: 0, instruction: 0 });
  const { timeline } = run;
  let now = 0;
  const journal = new Journal({
    file,
    header: headerOf(run),
    run: () => ({
      branches: [{ id: 0, timeline, firstIteration: 0 }],
      stand: { branch: 0, position: timeline.position },
    }),
    budgetBytes: 40 * timeline.keyframeBefore(0)!.bytes.length,
    now: () => (now += 300),
    files: disk.files,
  });
  const places = Array.from({ length: 60 }, (_, index) => ({
    iteration: (index * 37) % 199,
    instruction: index % 5,
  }));
  return { run, journal, places };
}

/** Where a process that goes on from this disk would stand. */
function standOn({ contents }: MemoryDisk): Position | undefined {
  const bytes = contents.get(file);
  return bytes && readTrace({ file, bytes }).stand.position;
}

describe('case 2: a process that dies at any moment of writing', () => {
  it('has left the position that was told last, whatever was half written', async () => {
    let told: Position | undefined;
    let next: Position | undefined;
    let checks = 0;
    const disk: MemoryDisk = new MemoryDisk(() => {
      if (told === undefined) return;
      const stand = standOn(disk);
      expect([told, next]).toContainEqual(stand);
      checks++;
    });
    const { run, journal, places } = journaledRun(disk);
    await journal.start();
    told = { iteration: 0, instruction: 0 };
    for (const position of places) {
      run.timeline.seek(position);
      journal.keepUp();
      next = position;
      await journal.acknowledge({ branch: 0, position });
      told = position;
      expect(standOn(disk)).toEqual(position);
      if (comparePositions(position, { iteration: 100, instruction: 0 }) < 0) {
        await journal.settled();
      }
    }
    await journal.settled();
    expect(checks).toBeGreaterThan(300);
  });

  it('has a file that stays within its budget', async () => {
    const disk = new MemoryDisk();
    const { run, journal, places } = journaledRun(disk);
    await journal.start();
    let written = 0;
    for (const position of [...places, ...places, ...places]) {
      run.timeline.seek(position);
      journal.keepUp();
      await journal.acknowledge({ branch: 0, position });
      await journal.settled();
      const { byteLength } = run.timeline.keyframeBefore(0)!.bytes;
      const scalars = run.timeline.scalars.count * run.timeline.scalars.names.length * 8;
      expect(disk.contents.get(file)!.length).toBeLessThan(44 * byteLength + scalars + 8192);
      written = Math.max(written, disk.contents.get(file)!.length);
    }
    expect(written).toBeGreaterThan(10_000);
  });
});

describe('case 118: a disk that is full', () => {
  it('ends the journal with a notice, whenever it fills up, and never the run', async () => {
    const whole = new MemoryDisk();
    await trained(whole);
    expect(whole.count).toBeGreaterThan(100);
    for (let failsFrom = 0; failsFrom < whole.count; failsFrom++) {
      const disk = new MemoryDisk();
      disk.failsFrom = failsFrom;
      const { notice, journal, run } = await trained(disk);
      expect(notice).toContain('The journal of this run was given up: the disk is full.');
      expect(journal.isKept).toBe(false);
      expect(run.timeline.position).toEqual({ iteration: 4, instruction: 4 });
      // What is there can be read to its last good record, and nothing half made is left.
      const bytes = disk.contents.get(file);
      if (bytes !== undefined) expect(readTrace({ file, bytes }).branches).toHaveLength(1);
      expect([...disk.contents.keys()].filter((name) => name !== file)).toEqual([]);
    }
  }, 60_000);

  /** To the 20th place; gives the first notice. */
  async function trained(disk: MemoryDisk) {
    const { run, journal, places } = journaledRun(disk);
    await journal.start();
    for (const position of [...places.slice(0, 24), { iteration: 4, instruction: 4 }]) {
      run.timeline.seek(position);
      journal.keepUp();
      await journal.acknowledge({ branch: 0, position });
      await journal.settled();
    }
    return { run, journal, notice: journal.takeNotice() };
  }
});
