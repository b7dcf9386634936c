/** The end of a long text: what a process printed last, in at most `limit` UTF-16 units. */
export class RecentText {
  private text = '';

  constructor(private readonly limit: number) {}

  append(piece: string): void {
    this.text = (this.text + piece).slice(-this.limit);
  }

  toString(): string {
    return this.text;
  }
}
