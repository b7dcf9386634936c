/** A request that cannot be answered as things stand; its message is for the user. */
export class UserError extends Error {
  override readonly name = 'UserError';
}
