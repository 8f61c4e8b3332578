export class Accounts {
  check(member: Member, password: string): boolean {
    // ruleid: javascript.password-compared-plain
    if (member.password! !== password) return false;
    // ok: javascript.password-compared-plain
    if (member.passwordHash === hash(password)) return true;
    // ok: javascript.password-compared-plain
    return typeof member.password === 'string';
  }
}
