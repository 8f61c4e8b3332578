import { hash } from 'bcryptjs';

export async function store(password: string): Promise<string> {
  // ruleid: javascript.password-hash-rounds
  const weak: string = await hash(password, 2 + 3);
  // ok: javascript.password-hash-rounds
  return hash(password, 2 ** 4);
}
