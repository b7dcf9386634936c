/** A part of the panel with its heading. */
import type { ComponentChildren, VNode } from 'preact';

export interface SectionProps {
  readonly title: string;
  /** Becomes a class, so that the style sheet can place it. */
  readonly name: string;
  /** Stands at the right of the heading. */
  readonly action?: ComponentChildren;
  readonly children?: ComponentChildren;
}

export function Section({ title, name, action, children }: SectionProps): VNode {
  const heading = `heading-${name}`;
  return (
    <section class={`section section-${name}`} aria-labelledby={heading}>
      <div class="section-head">
        <h2 id={heading}>{title}</h2>
        {action}
      </div>
      {children}
    </section>
  );
}
