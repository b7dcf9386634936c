/** `docs/benchmarks.md`: the page is made of what was measured, and never written by hand. */
import { writeFile } from 'node:fs/promises';

const introduction = `# Benchmarks

This page is written by \`npm run bench -- --write-docs\`, on a machine that does nothing else.

Figures belong to the machine that they were measured on; what can be compared are the ratios. All contenders train the
same network from the same weights on the same samples, which their costs prove, on one processor core, in one thread
and in turn, round after round. A figure is the median of the rounds, in process time, so that waiting does not count;
the spread is from the first to the third quartile. Backstep runs through its timeline: all tensors can be looked at
after every instruction, every cost and norm is kept, and keyframes are taken. A target that is asked for stands in
brackets behind the ratio.

"PyTorch with hooks" keeps a copy of every Z, A, dZ, dA, dW and db of the iteration, which is what a debugger needs.
"PyTorch, memory tuned" runs with glibc told to keep freed memory: by itself it returns large tensors to the system
in every iteration, and a plain script with one model pays for that.
`;

export async function writeDocumentation(file, sections) {
  await writeFile(file, `${[introduction, ...sections].join('\n')}\n`);
}
