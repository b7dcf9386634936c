/** Shows the alert rules every iteration that has been computed since the last time. */
import type { RaisedAlert } from '../core';
import type { Run } from './run';

export function observeAlerts(run: Run, onRaised: (alert: RaisedAlert) => void): void {
  const { timeline, machine, alerts } = run;
  const { scalars } = timeline;
  while (alerts.observed < scalars.count) {
    const iteration = alerts.observed;
    const raised = alerts.observe({
      cost: scalars.value(iteration, 0),
      gradientNorms: machine.measured.map((_, index) => scalars.value(iteration, index + 1)),
      weightCounts: machine.weightCounts,
    });
    raised.forEach(onRaised);
  }
}
