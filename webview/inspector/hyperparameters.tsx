/** The hyper-parameters that hold where the run stands; each can be changed from here on. */
import type { VNode } from 'preact';

import { usePanel } from '../controls/panelContext';
import { Section } from '../controls/section';
import { IconButton } from '../controls/toolkit';

import { NumberEditor } from './numberEditor';

export function Hyperparameters(): VNode | null {
  const { store, branches } = usePanel().session;
  const inUse = branches.branches.value.find(({ isInUse }) => isInUse);
  if (inUse === undefined) return null;
  const isStopped = store.connection.value.kind === 'stopped';
  return (
    <Section title="Hyper-parameters" name="hyperparameters">
      <table class="numbers">
        <tbody>
          {inUse.hyperparameters.map(({ name, value }) => (
            <tr key={name}>
              {store.editing.value === `hyper-parameter ${name}` ? (
                <td colSpan={3}>
                  <NumberEditor target={name} name={name} value={value} />
                </td>
              ) : (
                <>
                  <th scope="row">{name}</th>
                  <td>{String(value)}</td>
                  <td class="action">
                    <IconButton
                      icon="edit"
                      label={`Change ${name} from here on`}
                      disabled={!isStopped}
                      onPress={() => {
                        store.editing.value = `hyper-parameter ${name}`;
                      }}
                    />
                  </td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
