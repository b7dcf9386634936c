import { expect, it } from 'vitest';

import { panelPage } from '../../src/extension/panel/panelPage';

const page = panelPage({
  scriptUri: 'https://files.example/panel.js',
  styleUri: 'https://files.example/panel.css',
  cspSource: 'https://files.example',
  nonce: 'n0nce',
});

it('allows no script but its own, and nothing from elsewhere', () => {
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1];
  expect(policy?.split('; ')).toEqual([
    "default-src 'none'",
    "script-src 'nonce-n0nce'",
    "style-src https://files.example 'nonce-n0nce'",
    'font-src https://files.example',
    'img-src https://files.example data:',
    "base-uri 'none'",
    "form-action 'none'",
  ]);
});

it('needs neither inline scripts nor inline styles', () => {
  expect(page).not.toMatch(/<script(?![^>]* src=)/);
  expect(page).not.toMatch(/ style=| on\w+=|<style/);
});
