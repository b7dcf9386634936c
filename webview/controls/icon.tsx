/** A codicon, invisible to screen readers: the words stand beside it. */
import type { VNode } from 'preact';

export function Icon({ name }: { readonly name: string }): VNode {
  return <span class={`codicon codicon-${name}`} aria-hidden="true" />;
}
