/** The text beside the pointer; there is only one, and it never lies outside of the window. */
import type { VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

import { usePanel } from './panelContext';

const distance = 14;

export function TooltipLayer(): VNode {
  const tooltip = usePanel().session.store.tooltip.value;
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!element.current || !tooltip) return;
    const { width, height } = element.current.getBoundingClientRect();
    const right = tooltip.x + distance + width;
    const below = tooltip.y + distance + height;
    const x = right > window.innerWidth ? tooltip.x - distance - width : tooltip.x + distance;
    const y = below > window.innerHeight ? tooltip.y - distance - height : tooltip.y + distance;
    element.current.style.transform = `translate(${Math.max(2, x)}px, ${Math.max(2, y)}px)`;
  }, [tooltip]);
  return (
    <div class="tooltip" role="tooltip" ref={element} hidden={!tooltip}>
      {tooltip?.text}
    </div>
  );
}
