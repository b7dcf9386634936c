/**
 * The progress reports that are on their way to the page, and whether the page still answers.
 *
 * A report gives its credit back once the page has handled it, or at once when the page is not sent any. So a slow
 * page costs frames, never steps, and never more than the reports that the trainer has credits for. A page that
 * leaves a report unanswered for five seconds is silent: it is sent none until it speaks again.
 */
export interface ProgressListener {
  /** Gives the trainer one credit. */
  giveBack(): void;
  /** Called once each time the page falls silent. */
  fellSilent(): void;
}

const mostSilentSeconds = 5;
// As many as a trainer has; it takes no more than it had.
const mostUnderWay = 2;

export class ProgressCredits {
  private underWay = 0;
  private silentSeconds = 0;
  private clock: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly listener: ProgressListener) {}

  /** Gives back what reports have cost that came while nobody followed the run. */
  begin(): void {
    for (let credit = 0; credit < mostUnderWay; credit++) this.listener.giveBack();
  }

  get isSilent(): boolean {
    return mostSilentSeconds <= this.silentSeconds;
  }

  /** A report came that the page is not sent. */
  notSent(): void {
    this.listener.giveBack();
  }

  /** The page has been sent a report. */
  sent(): void {
    this.underWay++;
    // Seconds are counted one by one: a machine that wakes up has not been silent for as long as it slept.
    this.clock ??= setInterval(() => this.passSecond(), 1000);
  }

  /** The page has handled a report. */
  handled(): void {
    this.silentSeconds = 0;
    if (0 < this.underWay) {
      this.underWay--;
      this.listener.giveBack();
    }
    if (this.underWay === 0) this.stopClock();
  }

  /** The page is another one now, or gone: what was sent will never be answered. */
  reset(): void {
    this.silentSeconds = 0;
    this.giveAllBack();
  }

  private passSecond(): void {
    if (++this.silentSeconds < mostSilentSeconds) return;
    this.giveAllBack();
    this.listener.fellSilent();
  }

  private giveAllBack(): void {
    this.stopClock();
    for (; 0 < this.underWay; this.underWay--) this.listener.giveBack();
  }

  private stopClock(): void {
    clearInterval(this.clock);
    this.clock = undefined;
  }
}
