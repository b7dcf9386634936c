/** Clients count lines and columns from one, unless they have said that they count from zero. */
export interface LineBase {
  readonly firstLine: 0 | 1;
  readonly firstColumn: 0 | 1;
}

export function lineBaseOf(client: {
  readonly linesStartAt1?: boolean;
  readonly columnsStartAt1?: boolean;
}): LineBase {
  return {
    firstLine: client.linesStartAt1 === false ? 0 : 1,
    firstColumn: client.columnsStartAt1 === false ? 0 : 1,
  };
}
