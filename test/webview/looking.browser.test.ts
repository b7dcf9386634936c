/** Looking at numbers: hovering, selecting, following, checking, and what must never become markup. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { formatNumber } from '../../webview/text/formatNumber';

import { launchPanelBrowser } from './page/panelPage';
import type { PageOptions, PanelBrowser } from './page/panelPage';

let browser: PanelBrowser;
let page: Page;

beforeAll(async () => {
  browser = await launchPanelBrowser();
});
afterAll(() => browser.close());
afterEach(async () => {
  expect(await page.evaluate(() => window.violations)).toEqual([]);
  await page.close();
});

async function open(options: PageOptions = {}): Promise<void> {
  page = await browser.open(options);
  await page.waitForFunction(
    () =>
      document.getElementById('app')?.dataset.painted === String(window.trainer.report().sequence),
  );
}

/** A picture of the current equation; 0 is its output. */
const picture = (index: number) => page.locator('.equation .heatmap').nth(index);

async function cell(index: number, x: number, y: number): Promise<{ x: number; y: number }> {
  const { width, height } = (await picture(index).boundingBox())!;
  return { x: x * width, y: y * height };
}

const tooltip = () => page.getByRole('tooltip').innerText();

/** The color in the middle of a cell, as red, green and blue. */
function colorAt(index: number, x: number, y: number): Promise<number[]> {
  return page.evaluate(
    ([place, across, down]) => {
      const canvas = document.querySelectorAll<HTMLCanvasElement>('.equation .heatmap canvas')[
        2 * place!
      ]!;
      const at = [across! * canvas.width, down! * canvas.height].map(Math.floor);
      return [...canvas.getContext('2d')!.getImageData(at[0]!, at[1]!, 1, 1).data].slice(0, 3);
    },
    [index, x, y],
  );
}

describe('hovering', () => {
  it('tells the number with its unit, sample and shape', async () => {
    await open();
    await picture(1).hover({ position: await cell(1, 17.5 / 32, 3.5 / 16) });
    expect(await tooltip()).toMatch(/^dZ2\[3, 17\] = \S+, unit 3, sample 17, shape \(16, 32\)$/);
  });

  it('names the cell of a transposed picture as it lies in memory', async () => {
    await open();
    await picture(2).hover({ position: await cell(2, 3.5 / 16, 17.5 / 32) });
    expect(await tooltip()).toMatch(/^A1\[3, 17\] = \S+, unit 3, sample 17, shape \(16, 32\)$/);
  });

  it('says that the output is about to be written', async () => {
    await open();
    await picture(0).hover({ position: await cell(0, 7.5 / 16, 3.5 / 16) });
    expect(await tooltip()).toBe('dW2[3, 7] is about to be written');
  });

  it('marks the row and the column that a cell comes from', async () => {
    await open();
    const marked = () =>
      page.evaluate(() =>
        [...document.querySelectorAll<HTMLCanvasElement>('.equation .heatmap-marks')].map(
          (canvas) =>
            canvas
              .getContext('2d')!
              .getImageData(0, 0, canvas.width, canvas.height)
              .data.some(Boolean),
        ),
      );
    expect(await marked()).toEqual([false, false, false]);
    await picture(0).hover({ position: await cell(0, 7.5 / 16, 3.5 / 16) });
    await page.waitForFunction(() => {
      const canvas = document.querySelectorAll<HTMLCanvasElement>('.equation .heatmap-marks')[2]!;
      return canvas
        .getContext('2d')!
        .getImageData(0, 0, canvas.width, canvas.height)
        .data.some(Boolean);
    });
    expect(await marked()).toEqual([true, true, true]);
  });

  it('reads the matrix the other way round when samples are rows', async () => {
    await open({ layout: 'rows' });
    const output = page.locator('.just-written .heatmap');
    await output.hover({ position: { x: 1, y: 1 } });
    expect(await tooltip()).toMatch(/^dZ2\[0, 0\] = \S+, unit 0, sample 0, shape \(32, 16\)$/);
    expect(await page.locator('.section-now > .formula').innerText()).toContain('A[1]⊤ · dZ[2]');
  });

  it('does not ask the trainer for anything', async () => {
    await open();
    const before = await page.evaluate(() => window.trainer.requests.length);
    for (const index of [0, 1, 2]) await picture(index).hover();
    expect(await page.evaluate(() => window.trainer.requests.length)).toBe(before);
  });
});

describe('case 44: numbers that are not finite', () => {
  const broken = [
    { tensor: 'dZ2', index: 0, value: NaN },
    { tensor: 'dZ2', index: 1, value: -Infinity },
  ];

  it('are magenta in every theme, and named', async () => {
    await open({ broken, theme: 'light' });
    expect(await colorAt(1, 0.5 / 32, 0.5 / 16)).toEqual([255, 0, 255]);
    expect(await colorAt(1, 1.5 / 32, 0.5 / 16)).toEqual([255, 0, 255]);
    expect(await colorAt(1, 2.5 / 32, 0.5 / 16)).not.toEqual([255, 0, 255]);
    await picture(1).hover({ position: await cell(1, 1.5 / 32, 0.5 / 16) });
    expect(await tooltip()).toContain('dZ2[0, 1] = −Inf');
    expect(await picture(1).getAttribute('aria-label')).toContain('2 not finite');
  });
});

describe('a theme', () => {
  it('that changes is followed without a reload', async () => {
    await open({ theme: 'dark' });
    const dark = await colorAt(1, 0.5, 0.5);
    await page.evaluate(() => {
      document.body.className = 'vscode-light';
    });
    await page.waitForFunction((before) => {
      const canvas = document.querySelectorAll<HTMLCanvasElement>('.equation .heatmap canvas')[2]!;
      const { data } = canvas
        .getContext('2d')!
        .getImageData(canvas.width / 2, canvas.height / 2, 1, 1);
      return data[0] !== before[0];
    }, dark);
  });
});

describe('a click on a cell', () => {
  async function explainOutput(): Promise<void> {
    await open({ instruction: 14 });
    const output = page.locator('.just-written .heatmap');
    const { width, height } = (await output.boundingBox())!;
    await output.click({ position: { x: (7.5 / 16) * width, y: (3.5 / 16) * height } });
    await page.locator('.section-why table').waitFor();
  }

  it('explains it, largest terms first', async () => {
    await explainOutput();
    const why = page.locator('.section-why');
    expect(await page.evaluate(() => window.trainer.asked('explain'))).toEqual([
      { tensor: 'dW2', row: 3, column: 7 },
    ]);
    expect(await why.innerText()).toContain('dW2[3, 7] = 1/32 Σⱼ dZ2[3, j] · A1[7, j]');
    const values = await why.locator('tr:not(.dim) td').allInnerTexts();
    const sizes = values.map((text) => Math.abs(Number(text.replaceAll('−', '-'))));
    expect(sizes).toEqual([...sizes].sort((first, second) => second - first));
    expect(await why.innerText()).toContain('26 smaller terms');
  });

  it('leads on to the cells it comes from, and back', async () => {
    await explainOutput();
    const why = page.locator('.section-why');
    const link = why.locator('tbody .link').first();
    const source = await link.innerText();
    await link.click();
    await why.getByText(`${source} =`).first().waitFor();
    await why.getByRole('navigation').getByRole('button', { name: 'dW2[3, 7]' }).click();
    await why.getByText('dW2[3, 7] =').first().waitFor();
  });

  it('shows the tensor in detail until Escape', async () => {
    await explainOutput();
    const detail = page.locator('.section-selected');
    expect(await detail.innerText()).toContain('(16, 16) float64');
    const norm = await page.evaluate(() => {
      const { tensors, values } = window.trainer.summaries();
      return values[7 * tensors.indexOf('dW2') + 4]!;
    });
    expect(await detail.innerText()).toContain(`norm\t${formatNumber(norm)}`);
    await page.keyboard.press('Escape');
    await page.getByText('Click a tensor or a layer').waitFor();
  });

  it('can be made by keyboard', async () => {
    await open({ instruction: 14 });
    const map = page.locator('.just-written .heatmap');
    await map.focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown', 'Enter'])
      await page.keyboard.press(key);
    await page.waitForFunction(() => window.trainer.asked('explain').length === 1);
    expect(await page.evaluate(() => window.trainer.asked('explain'))).toEqual([
      { tensor: 'dW2', row: 1, column: 1 },
    ]);
    expect(await page.evaluate(() => window.trainer.asked('step'))).toEqual([]);
  });
});

describe('the tensors', () => {
  it('are all listed, those of later instructions as not computed yet', async () => {
    await open({ height: 2400 });
    const tiles = page.locator('.tile');
    expect(await tiles.count()).toBe(await page.evaluate(() => window.trainer.run.tensors.length));
    expect(
      await page
        .getByRole('button', { name: 'dW2, shape (16, 16), not computed yet in this iteration' })
        .count(),
    ).toBe(1);
    expect(
      await page.getByRole('button', { name: 'Z1, shape (16, 32)', exact: true }).count(),
    ).toBe(1);
  });

  it('are asked for only while they are on screen', async () => {
    await open({ height: 600 });
    const asked = () =>
      page.evaluate(() =>
        (window.trainer.asked('slices') as { requests: { tensor: string }[] }[]).flatMap(
          ({ requests }) => requests.map(({ tensor }) => tensor),
        ),
      );
    expect(await asked()).not.toContain('sb3');
    await page.locator('.tile').last().scrollIntoViewIfNeeded();
    await page.waitForFunction(() =>
      (window.trainer.asked('slices') as { requests: { tensor: string }[] }[]).some(
        ({ requests }) => requests.some(({ tensor }) => tensor === 'sb3'),
      ),
    );
  });
});

describe('the gradient check', () => {
  it('streams its rows and ends with a verdict in words', async () => {
    await open();
    await page.getByRole('button', { name: 'Check gradients' }).click();
    const section = page.locator('.section-gradient-check');
    await section.getByText('All parameters:').waitFor();
    expect(await section.locator('tbody tr').count()).toBe(6);
    expect(await section.locator('tbody tr').first().innerText()).toContain('correct');
  });

  it('can be cancelled', async () => {
    await open();
    await page.evaluate(() => window.trainer.hold('checkGradients'));
    await page.getByRole('button', { name: 'Check gradients' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.waitForFunction(() => window.trainer.asked('pause').length === 1);
  });
});

describe('alerts', () => {
  it('show their evidence and lead to their birth', async () => {
    await open({ alerts: 'recorded' });
    const alert = page.locator('.alert');
    expect(await alert.innerText()).toContain('‖dW1‖');
    await alert.getByRole('button', { name: /Go to its birth/ }).click();
    await page.waitForFunction(() => window.trainer.asked('seek').length === 1);
    expect(await page.evaluate(() => window.trainer.asked('seek'))).toEqual([
      { position: { iteration: 2, instruction: 0 } },
    ]);
  });
});

describe('text from a file', () => {
  it('case 62: is shown as text, never as markup', async () => {
    const payload = '<img src=x onerror=window.violations.push(1)>';
    await open({ rename: { from: 'dense 16, relu', to: payload } });
    expect(await page.locator('.layer-card').nth(1).innerText()).toContain(payload);
    expect(await page.locator('.layer-card img, .tensor-group img').count()).toBe(0);
  });
});

describe('the panel', () => {
  it('has a role and a name for everything that can be used', async () => {
    await open({ alerts: 'recorded' });
    const nameless = await page.evaluate(() =>
      [
        ...document.querySelectorAll(
          'button, vscode-button, [role=slider], [role=application], [role=tab]',
        ),
      ]
        .filter((element) => !(element.getAttribute('aria-label') ?? element.textContent).trim())
        .map((element) => element.outerHTML),
    );
    expect(nameless).toEqual([]);
    for (const role of ['toolbar', 'slider', 'tablist', 'status', 'main'] as const) {
      expect(await page.getByRole(role).count(), role).toBeGreaterThan(0);
    }
    expect(await page.getByRole('heading', { level: 2 }).allInnerTexts()).toContain('NOW');
  });

  it('can be walked through with Tab, the focus always visible', async () => {
    await open();
    const visited = new Set<string>();
    for (let press = 0; press < 40; press++) {
      await page.keyboard.press('Tab');
      visited.add(
        await page.evaluate(() => {
          const focused = document.activeElement;
          return focused?.getAttribute('aria-label') ?? focused?.textContent.trim() ?? '';
        }),
      );
    }
    for (const name of ['Forward one layer', 'Run forward', 'Iteration'])
      expect(visited).toContain(name);
    expect([...visited].some((name) => name.startsWith('dZ2, shape'))).toBe(true);
  });

  it.each([320, 480, 860, 1600])('fits a width of %i pixels', async (width) => {
    await open({ width, alerts: 'recorded' });
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
  });

  it('reveals a layer in the network file on a double click', async () => {
    await open();
    await page.locator('.layer-card').nth(2).dblclick();
    await page.waitForFunction(() => window.trainer.asked('reveal').length === 1);
    expect(await page.evaluate(() => window.trainer.asked('reveal'))).toEqual([{ layer: 2 }]);
  });

  it('case 55: comes back after a reload, where the run stands then', async () => {
    await open();
    await page.reload();
    await page.getByText('iteration 128').first().waitFor();
    expect(await page.evaluate(() => window.trainer.asked('ready'))).toHaveLength(1);
  });
});

describe('metrics', () => {
  const textsOf = (selector: string) =>
    page
      .locator(`.section-metrics ${selector} tr`)
      .evaluateAll((rows) =>
        rows.map((row) => Array.from(row.querySelectorAll('th, td'), (cell) => cell.textContent)),
      );

  it('are a table of splits, and one of classes for the split that is chosen', async () => {
    await open();
    const section = page.locator('.section-metrics');
    await section.waitFor();
    expect(await textsOf('> .numbers')).toEqual([
      ['split', 'after iteration', 'cost', 'accuracy'],
      ['validation', '99', '0.3125', '85.0 %'],
      ['test', '49', '0.5000', '75.0 %'],
    ]);
    const classes = page.getByRole('tabpanel', { name: 'Classes of the validation split' });
    expect(await classes.getByRole('columnheader').allInnerTexts()).toEqual([
      'class',
      '0',
      '1',
      'right',
    ]);
    expect(await textsOf('.confusion')).toEqual([
      ['class', '0', '1', 'right'],
      ['0', '11', '1', '91.7 %'],
      ['1', '2', '6', '75.0 %'],
    ]);
    await section.getByRole('tab', { name: 'test' }).click();
    // There is no sample of class 1 in it.
    expect(await textsOf('.confusion')).toEqual([
      ['class', '0', '1', 'right'],
      ['0', '2', '1', '66.7 %'],
      ['1', '0', '0', '–'],
    ]);
  });
});
