const KEY = 'auth-token' as const;

export function keep(token: string): void {
  // ruleid: javascript.token-in-local-storage
  localStorage.setItem(KEY, token);
  // ok: javascript.token-in-local-storage
  sessionCache.setItem(KEY, token);
}
