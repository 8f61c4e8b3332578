export class Checks {
  // ruleid: javascript.redos
  private static readonly mail: RegExp = /^([a-zA-Z0-9]+)*@example\.com$/;
  // ok: javascript.redos
  private static readonly name: RegExp = /^[A-Z][a-z]{1,20}$/;
}
