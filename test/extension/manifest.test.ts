/** What package.json promises VS Code, held against what the code does. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

import { alertFilters } from '../../src/adapter/alertFilters';
import { programMime } from '../../src/adapter/sources';
import { debugType, networkLanguage, programLanguage } from '../../src/extension/names';
import { stepCommands } from '../../src/extension/steps';

interface Manifest {
  readonly capabilities: Readonly<
    Record<'untrustedWorkspaces' | 'virtualWorkspaces', { supported: unknown; description: string }>
  >;
  readonly icon: string;
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly keybindings: readonly {
      readonly command: string;
      readonly key: string;
      readonly when: string;
    }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string }[]>>;
    readonly languages: readonly {
      readonly id: string;
      readonly configuration: string;
      readonly mimetypes?: readonly string[];
    }[];
    readonly breakpoints: readonly { readonly language: string }[];
    readonly grammars: readonly { readonly path: string }[];
    readonly debuggers: readonly { readonly type: string; readonly languages: readonly string[] }[];
    readonly walkthroughs: readonly {
      readonly steps: readonly {
        readonly description: string;
        readonly media: { readonly markdown: string };
      }[];
    }[];
  };
}

const root = path.resolve(__dirname, '../..');
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Manifest;
const { contributes } = manifest;
const declared = contributes.commands.map(({ command }) => command);

describe('the manifest', () => {
  it('declares every step command', () => {
    expect(declared).toEqual(expect.arrayContaining(stepCommands.map(({ command }) => command)));
  });

  it('case 122: says why it does not work where there is no disk', () => {
    const { supported, description } = manifest.capabilities.virtualWorkspaces;
    expect(supported).toBe(false);
    expect(description).toMatch(/from disk/);
  });

  it('names only commands that it declares', () => {
    const named = [
      ...contributes.keybindings.map(({ command }) => command),
      ...Object.values(contributes.menus).flatMap((entries) =>
        entries.map(({ command }) => command),
      ),
    ];
    expect(named.filter((command) => !declared.includes(command))).toEqual([]);
  });

  it('uses its keys only while a network is debugged, and each key once', () => {
    const keys = contributes.keybindings.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { when } of contributes.keybindings) {
      expect(when).toBe("inDebugMode && debugType == 'backstep'");
    }
  });

  it('agrees with the code on the names of the language and the debugger', () => {
    expect(contributes.languages.map(({ id }) => id)).toEqual([networkLanguage, programLanguage]);
    expect(contributes.languages[1]?.mimetypes).toEqual([programMime]);
    expect(contributes.breakpoints.map(({ language }) => language)).toEqual([
      networkLanguage,
      programLanguage,
    ]);
    expect(contributes.debuggers).toMatchObject([
      { type: debugType, languages: [networkLanguage] },
    ]);
  });

  it('refers only to files that there are', () => {
    const files = [
      manifest.icon,
      ...contributes.languages.map(({ configuration }) => configuration),
      ...contributes.grammars.map((grammar) => grammar.path),
      ...contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.markdown)),
    ];
    for (const file of files) {
      expect(readFileSync(path.join(root, file)).length, file).toBeGreaterThan(0);
    }
  });

  it('describes in the walkthrough the keys that it declares', () => {
    const page = readFileSync(path.join(root, 'media/walkthrough/step.md'), 'utf8').toLowerCase();
    const shown = contributes.keybindings.filter(({ key }) => !page.includes(key));
    expect(shown.map(({ key }) => key)).toEqual([]);
  });

  it('tells in the walkthrough of every alert that can break a run', () => {
    const page = readFileSync(path.join(root, 'media/walkthrough/stop.md'), 'utf8').toLowerCase();
    for (const { label } of alertFilters) {
      expect(page).toContain(label.replace(/^Break on /, '').toLowerCase());
    }
  });
});
