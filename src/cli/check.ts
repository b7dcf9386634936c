/** `backstep check`: whether the shapes fit, which alerts are raised, and whether the gradients are right. */
import { formatPosition, worstVerdict, type Position, type RaisedAlert } from '../core';
import { checkGradients } from '../trainer/gradientCheck';
import { alertsAt } from '../trainer/reports';
import type { Run } from '../trainer/run';
import { exitCode, type ExitCode } from './exitCode';
import { InterruptedError } from './interruption';
import type { Invocation } from './invocation';
import { openRunOf, problemText } from './openRun';
import { goTo, positionIn } from './position';
import type { Surroundings } from './surroundings';

type CheckedRow = Awaited<ReturnType<typeof checkGradients>>['rows'][number];

// Alerts need a few iterations before they are sure.
const defaultIteration = 9;
// Enough to find any systematic mistake, and a second's work for a layer of MNIST's size.
const entriesPerParameter = 500;

export async function check(
  { file, at }: Extract<Invocation, { kind: 'check' }>,
  surroundings: Surroundings,
): Promise<ExitCode> {
  const run = await openRunOf(file, surroundings);
  const target = at === undefined ? defaultPosition(run) : positionIn(run, at);
  const { output } = surroundings;
  const { instructions } = run.machine.program;
  await output.write(`shapes     ${instructions.length} instructions fit together\n`);
  await output.write(
    run.warnings.map((warning) => `warning    ${problemText(warning)}\n`).join(''),
  );

  await goTo(run, target, { surroundings, underWay: () => run.alerts.catchUp(() => undefined) });
  const place = formatPosition(target, run.machine.program);
  const alerts = alertsAt(run, target);
  await output.write(
    alerts.length === 0 ? `alerts     none at ${place}\n` : alerts.map(alertText).join(''),
  );

  await output.write(`gradients  of iteration ${target.iteration}\n`);
  const rows = await gradientRows(run, surroundings);
  await output.write(rows.map(rowText).join(''));

  const isWrong = alerts.length > 0 || worstVerdict(rows.map(({ verdict }) => verdict)) === 'wrong';
  return isWrong ? exitCode.wrong : exitCode.success;
}

function defaultPosition({ timeline }: Run): Position {
  return { ...timeline.end, iteration: Math.min(defaultIteration, timeline.end.iteration) };
}

function alertText({ title, evidence, reason, advice, since }: RaisedAlert): string {
  return `alert      ${title}, since iteration ${since}: ${evidence}. ${reason} ${advice}\n`;
}

async function gradientRows(
  run: Run,
  { progress, interruption }: Surroundings,
): Promise<readonly CheckedRow[]> {
  const { rows, cancelled } = await checkGradients(
    run,
    { maximumEntries: entriesPerParameter },
    {
      onRow: ({ parameter, checked, total }) =>
        progress.show(`${parameter}: ${checked} of ${total} entries`),
      isCancelled: () => interruption.aborted,
    },
  );
  progress.clear();
  if (cancelled) throw new InterruptedError();
  return rows;
}

function rowText({ parameter, verdict, checked, total, kinks, values }: CheckedRow): string {
  const error = (values[0] ?? NaN).toExponential(1);
  const kinkText = kinks === 0 ? '' : `, ${kinks} at a kink`;
  return `  ${parameter.padEnd(8)} ${verdict.padEnd(8)} relative error ${error}, ${checked} of ${total} entries${kinkText}\n`;
}
