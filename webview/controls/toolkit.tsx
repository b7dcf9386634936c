/**
 * The only file that knows the webview UI toolkit.
 *
 * The toolkit is no longer maintained; whoever replaces it rewrites this file. It wants the page's nonce in
 * `<meta property="csp-nonce">`, and its parts with style attributes in their templates (badge, determinate
 * progress ring) are not used because the page's content security policy forbids them.
 */
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeProgressRing,
} from '@vscode/webview-ui-toolkit';
import { createElement } from 'preact';
import type { ComponentChildren, VNode } from 'preact';

import { Icon } from './icon';

/** Defines the custom elements; called once before the first render. */
export function registerToolkit(): void {
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodeCheckbox(),
    vsCodeDropdown(),
    vsCodeOption(),
    vsCodeProgressRing(),
  );
}

export interface ButtonProps {
  readonly onPress: () => void;
  readonly children: ComponentChildren;
  readonly appearance?: 'primary' | 'secondary';
  readonly title?: string;
  readonly disabled?: boolean;
}

export function Button({ onPress, children, ...rest }: ButtonProps): VNode {
  return createElement(
    'vscode-button',
    { appearance: 'primary', ...rest, onClick: onPress },
    children,
  );
}

export interface IconButtonProps {
  /** A codicon's name without its prefix. */
  readonly icon: string;
  /** What it does, for people who do not see the icon; the tooltip when there is no other. */
  readonly label: string;
  readonly title?: string;
  readonly disabled?: boolean;
  readonly onPress: () => void;
}

export function IconButton({ icon, label, title, disabled, onPress }: IconButtonProps): VNode {
  const attributes = {
    appearance: 'icon',
    'aria-label': label,
    title: title ?? label,
    disabled: disabled === true,
    onClick: onPress,
  };
  return createElement('vscode-button', attributes, <Icon name={icon} />);
}

export interface CheckboxProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: ComponentChildren;
}

export function Checkbox({ checked, onChange, children }: CheckboxProps): VNode {
  const attributes = {
    checked,
    onChange: (event: Event) => onChange((event.target as HTMLInputElement).checked),
  };
  return createElement('vscode-checkbox', attributes, children);
}

export interface DropdownProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
  readonly onChange: (value: string) => void;
}

export function Dropdown({ label, value, options, onChange }: DropdownProps): VNode {
  const attributes = {
    'aria-label': label,
    value,
    onChange: (event: Event) => onChange((event.target as HTMLSelectElement).value),
  };
  const entries = options.map((option) =>
    createElement('vscode-option', { key: option.value, value: option.value }, option.text),
  );
  return createElement('vscode-dropdown', attributes, entries);
}

/** Turns while something is under way. */
export function ProgressRing(): VNode {
  return createElement('vscode-progress-ring', { 'aria-hidden': true });
}
