/** Numbers with their names, one below the other. */
import type { VNode } from 'preact';

export interface NamedNumber {
  readonly name: string;
  readonly text: string;
  /** Something that should not be. */
  readonly isBad?: boolean;
}

export function NumbersTable({ rows }: { readonly rows: readonly NamedNumber[] }): VNode {
  return (
    <table class="numbers">
      <tbody>
        {rows.map(({ name, text, isBad }) => (
          <tr key={name} class={isBad === true ? 'bad' : undefined}>
            <th scope="row">{name}</th>
            <td>{text}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
