/** Text in which what is not a finite number stands out, for clients that color text. */
import type { ClientAbilities } from './clientAbilities';

const notFinite = /\bNaN\b|[+-]Inf\b|\b[1-9]\d* not finite\b/g;
const red = '\u001b[31m';
const plain = '\u001b[39m';

const styles = /\u001b\[[\d;]*m/g;

export function styledText(text: string, client: Pick<ClientAbilities, 'ansiStyling'>): string {
  return client.ansiStyling ? text.replace(notFinite, `${red}$&${plain}`) : text;
}

/** The text without its styles, as it may come back from an editor. */
export function withoutStyles(text: string): string {
  return text.replace(styles, '');
}
