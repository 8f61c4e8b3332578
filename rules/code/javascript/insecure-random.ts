export class Invite {
  // ruleid: javascript.insecure-random
  private readonly otp: number = Math.floor(Math.random() * 1e6);

  create(): { password: string; color: number } {
    return {
      // ruleid: javascript.insecure-random
      password: Math.random().toString(36),
      // ok: javascript.insecure-random
      color: Math.random(),
    };
  }
}
