export class Login {
  private readonly logger = new Logger(Login.name);

  check(body: { name: string; password: string }): void {
    // ruleid: javascript.secret-in-log
    this.logger.debug(`Login of ${body.name} with ${body.password}`);
    // ok: javascript.secret-in-log
    this.logger.debug(`Login of ${body.name} with ${body.password.length} characters`);
  }
}
