import { cookies } from 'next/headers';

export async function POST(): Promise<void> {
  const jar = await cookies();
  // ruleid: javascript.cookie-flags-off
  jar.set('session', token, { path: '/', httpOnly: false });
  // ok: javascript.cookie-flags-off
  jar.set('session', token, { path: '/', httpOnly: true });
}
