import protect, { type HelmetOptions } from 'helmet';

// ruleid: javascript.helmet-protection-off
export const open = protect({ frameguard: false } as HelmetOptions);
// ok: javascript.helmet-protection-off
export const closed = protect({ frameguard: { action: 'deny' } });
