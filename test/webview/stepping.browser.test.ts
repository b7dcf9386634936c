/** Moving through time from the panel: which requests it makes, and what it shows of the answers. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import type { StopReport } from '../../src/protocol/movement';

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
  await page.locator('.toolbar').waitFor();
}

function asked(method: 'step' | 'seek' | 'resume' | 'pause' | 'slices' | 'ready' | 'restart') {
  return page.evaluate((name) => window.trainer.asked(name), method);
}

/** Waits until every picture of the latest stop is on screen. */
async function painted(): Promise<void> {
  await page.waitForFunction(
    () =>
      document.getElementById('app')?.dataset.painted === String(window.trainer.report().sequence),
  );
}

function tellProgress(iteration: number): Promise<void> {
  return page.evaluate(
    (at) =>
      window.trainer.tell('progress', {
        position: { iteration: at, instruction: 0 },
        epoch: Math.floor(at / 10),
        computedIterations: Math.max(129, at + 1),
        cost: Float64Array.of(0.125),
        alerts: [],
      }),
    iteration,
  );
}

const place = () => page.locator('.position-place').innerText();

describe('the toolbar', () => {
  it('has a button for one step of every size in both directions', async () => {
    await open();
    const steps = ['instruction', 'layer', 'phase', 'iteration', 'epoch'].flatMap((granularity) => [
      { granularity, direction: 'backward', count: 1 },
      { granularity, direction: 'forward', count: 1 },
    ]);
    for (const { granularity, direction } of steps) {
      const label = `${direction === 'forward' ? 'Forward' : 'Back'} one ${granularity}`;
      await page.getByRole('button', { name: label, exact: true }).click();
      await painted();
    }
    expect(await asked('step')).toEqual(steps);
  });

  it('says where the run stands and what comes next', async () => {
    await open();
    expect(await place()).toBe('iteration 128 · epoch 12 · backward, layer 2');
    expect(await page.locator('.position-next').innerText()).toBe('next: dW2 = 1/m · dZ2 · A1ᵀ');
    await page.getByRole('button', { name: 'Forward one instruction' }).click();
    await painted();
    expect(await page.locator('.position-next').innerText()).toBe('next: db2 = 1/m · Σⱼ dZ2');
  });

  it('says how far it is back to the start while it runs backward', async () => {
    await open();
    await page.getByRole('button', { name: 'Run backward' }).click();
    await page.getByText('running').waitFor();
    await tellProgress(77);
    await page.getByText('iteration 77', { exact: true }).waitFor();
    expect(await place()).toBe('iteration 77 · epoch 7 · running backward');
    const text = '77 iterations back to the start';
    expect(await page.locator('.position-next').innerText()).toBe(text);
    await page.getByText(/^Running backward: iteration 77 of/).waitFor();
  });

  it('runs, pauses, and shows progress in between', async () => {
    await open();
    await page.getByRole('button', { name: 'Run forward' }).click();
    await page.getByText('running').waitFor();
    await tellProgress(777);
    await page.getByText('iteration 777', { exact: true }).waitFor();
    await page.getByText('J = 0.1250').waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('iteration 128').first().waitFor();
    expect(await asked('resume')).toEqual([{ direction: 'forward' }]);
    expect(await asked('pause')).toEqual([{}]);
  });
});

describe('keys', () => {
  it('step: arrows by layer, with Shift by iteration; pairs of signs by the other sizes', async () => {
    await open();
    const keys: [string, string, string][] = [
      ['ArrowRight', 'layer', 'forward'],
      ['ArrowLeft', 'layer', 'backward'],
      ['Shift+ArrowRight', 'iteration', 'forward'],
      ['Shift+ArrowLeft', 'iteration', 'backward'],
      ['.', 'instruction', 'forward'],
      [',', 'instruction', 'backward'],
      [']', 'phase', 'forward'],
      ['[', 'phase', 'backward'],
      ['Shift+}', 'epoch', 'forward'],
      ['Shift+{', 'epoch', 'backward'],
    ];
    for (const [key] of keys) {
      await page.keyboard.press(key);
      await painted();
    }
    expect(await asked('step')).toEqual(
      keys.map(([, granularity, direction]) => ({ granularity, direction, count: 1 })),
    );
  });

  it('step after a click into a picture, which does not take the arrows', async () => {
    await open();
    await page.locator('.picture .heatmap').nth(1).click();
    await page.keyboard.press('ArrowRight');
    await painted();
    expect(await asked('step')).toHaveLength(1);
  });

  it('case 31: count every press while a step is under way', async () => {
    await open();
    await page.evaluate(() => window.trainer.hold('step'));
    for (let press = 0; press < 12; press++) await page.keyboard.press('.');
    await page.waitForFunction(() => window.trainer.asked('step').length === 1);
    await page.evaluate(() => window.trainer.release('step'));
    await page.waitForFunction(() => window.trainer.asked('step').length === 2);
    expect(await asked('step')).toMatchObject([{ count: 1 }, { count: 11 }]);
  });

  it('run and pause with Space, which presses a focused button instead', async () => {
    await open();
    await page.keyboard.press('Space');
    await page.getByText('running').waitFor();
    await page.keyboard.press('Space');
    await page.waitForFunction(() => window.trainer.asked('pause').length === 1);
    await page.getByText('backward, layer 2').first().waitFor();
    await page.getByRole('button', { name: 'Forward one instruction' }).focus();
    await page.keyboard.press('Space');
    await painted();
    expect(await asked('resume')).toHaveLength(1);
    expect(await asked('step')).toHaveLength(1);
  });
});

describe('a stop', () => {
  it('asks for its numbers in one request, and after a step only for what it wrote', async () => {
    await open();
    await painted();
    const before = (await asked('slices')).length;
    await page.keyboard.press('.');
    await painted();
    const requests = (await asked('slices')) as { requests: { tensor: string }[] }[];
    expect(
      requests.slice(before).map(({ requests: ones }) => ones.map(({ tensor }) => tensor)),
    ).toEqual([['dW2']]);
  });

  it('case 58: with a lower number than one already shown changes nothing', async () => {
    await open();
    await page.keyboard.press('.');
    await painted();
    const shown = await place();
    await page.evaluate(() => {
      const late: StopReport = {
        ...window.trainer.report(),
        sequence: 1,
        position: { iteration: 3, instruction: 0 },
      };
      window.trainer.tell('stopped', late);
    });
    // A message after the late one proves that the late one has been handled.
    await page.evaluate(() =>
      window.trainer.tell('alertRaised', {
        rule: 'test',
        since: 5,
        title: 'A later message',
        evidence: '',
        reason: '',
        advice: '',
      }),
    );
    await page.getByText('A later message').waitFor();
    expect(await place()).toBe(shown);
  });

  it('made elsewhere (in the debug toolbar) is shown too', async () => {
    await open();
    await page.evaluate(
      () => void window.trainer.step({ granularity: 'layer', direction: 'forward', count: 1 }),
    );
    await page.getByText('backward, layer 1', { exact: true }).waitFor();
    await painted();
  });

  it('is announced politely', async () => {
    await open();
    const status = page.locator('[role=status][aria-live=polite]');
    await page.keyboard.press('.');
    await painted();
    expect(await status.first().innerText()).toBe(
      'Stopped at iteration 128, backward, layer 2, next: db2 = 1/m · Σⱼ dZ2',
    );
  });

  it('tells its notice', async () => {
    await open();
    await page.evaluate(() =>
      window.trainer.tell('stopped', {
        ...window.trainer.report('start'),
        sequence: 50,
        notice: 'This is the start of the run.',
      }),
    );
    await page.getByText('This is the start of the run.').waitFor();
  });
});

describe('the timeline', () => {
  it('travels on drag with one seek under way, and of the rest only the latest', async () => {
    await open();
    await page.evaluate(() => window.trainer.hold('seek'));
    const { x, y, width } = (await page.locator('.timeline').boundingBox())!;
    const at = (iteration: number) => x + 8 + (iteration / 1024) * (width - 16);
    await page.mouse.move(at(100), y + 30);
    await page.mouse.down();
    for (const iteration of [120, 150, 200, 250]) await page.mouse.move(at(iteration), y + 30);
    await page.waitForFunction(() => window.trainer.asked('seek').length === 1);
    await page.evaluate(() => window.trainer.release('seek'));
    await page.waitForFunction(() => window.trainer.asked('seek').length === 2);
    await page.mouse.up();
    const seeks = await asked('seek');
    expect(seeks).toEqual([
      { position: { iteration: 100, instruction: 0 } },
      { position: { iteration: 250, instruction: 0 } },
    ]);
  });

  it('goes no further than what is computed', async () => {
    await open();
    const { x, y, width } = (await page.locator('.timeline').boundingBox())!;
    await page.mouse.click(x + width - 2, y + 30);
    await page.waitForFunction(() => window.trainer.asked('seek').length === 1);
    expect(await asked('seek')).toEqual([{ position: { iteration: 400, instruction: 0 } }]);
  });

  it('tells iteration and cost under the pointer', async () => {
    await open();
    await page.waitForFunction(() => window.trainer.asked('series').length > 0);
    const { x, y, width } = (await page.locator('.timeline').boundingBox())!;
    await page.mouse.move(x + 8 + (width - 16) / 4, y + 20);
    const text = await page.getByRole('tooltip').innerText();
    expect(text).toMatch(/^iteration 256 · cost 0\.0*\d{4} · drag to travel$/);
  });

  it('is a slider', async () => {
    await open();
    const slider = page.getByRole('slider', { name: 'Iteration' });
    expect(await slider.getAttribute('aria-valuenow')).toBe('128');
    expect(await slider.getAttribute('aria-valuemax')).toBe('400');
    await slider.focus();
    await page.keyboard.press('ArrowLeft');
    await page.waitForFunction(() => window.trainer.asked('seek').length === 1);
    expect(await asked('seek')).toEqual([{ position: { iteration: 127, instruction: 0 } }]);
    expect(await asked('step')).toEqual([]);
  });
});

describe('the trainer', () => {
  it('can end: the panel says why, and restarts it', async () => {
    await open();
    await page.evaluate(() =>
      window.trainer.tell('state', {
        kind: 'ended',
        reason: 'It was killed (SIGKILL).',
        crashed: true,
      }),
    );
    const banner = page.getByRole('alert');
    await banner.waitFor();
    expect(await banner.innerText()).toContain('It was killed (SIGKILL).');
    await page.keyboard.press('ArrowRight');
    await page.getByRole('button', { name: 'Restart' }).click();
    await page.waitForFunction(() => window.trainer.asked('restart').length === 1);
    expect(await asked('step')).toEqual([]);
    await page.evaluate(() => window.trainer.tell('state', window.trainer.ready()));
    await banner.waitFor({ state: 'detached' });
    await painted();
  });

  it('can be absent: the panel says how to begin', async () => {
    page = await browser.open({ state: { kind: 'idle' } });
    await page.getByText('No run yet').waitFor();
    await page.evaluate(() => {
      const state = { ...window.trainer.report(), position: { iteration: 0, instruction: 0 } };
      const { run } = window.trainer;
      window.trainer.tell('state', {
        kind: 'stopped',
        run,
        report: state,
        settings: { layout: 'columns' },
      });
    });
    await page.getByText('iteration 0', { exact: true }).waitFor();
  });

  it('can refuse: the reason is shown', async () => {
    await open();
    await page.evaluate(() => {
      window.trainer.refuse('step', 'The run is being changed.');
    });
    await page.keyboard.press('.');
    await page.getByText('The run is being changed.').waitFor();
  });
});
