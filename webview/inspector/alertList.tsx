/** The alerts of the present position, with the numbers that prove them and the way to where they began. */
import type { VNode } from 'preact';

import { Icon } from '../controls/icon';
import { usePanel } from '../controls/panelContext';
import { Section } from '../controls/section';
import { formatCount } from '../text/formatNumber';

export function AlertList(): VNode {
  const { session } = usePanel();
  const alerts = session.store.alerts.value;
  return (
    <Section title="Alerts" name="alerts">
      {alerts.length === 0 && <p class="hint">No alert at this position.</p>}
      {alerts.map((alert) => (
        <article class="alert" key={`${alert.rule} ${alert.layer} ${alert.since}`}>
          <h3>
            <Icon name="warning" /> {alert.title}
          </h3>
          <p class="alert-evidence">{alert.evidence}</p>
          <p>{alert.reason}</p>
          <p>{alert.advice}</p>
          <button type="button" class="link" onClick={() => session.seek(alert.since)}>
            Go to its birth, iteration {formatCount(alert.since)}
          </button>
        </article>
      ))}
    </Section>
  );
}
