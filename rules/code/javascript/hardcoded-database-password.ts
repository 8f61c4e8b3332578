import { Pool, type PoolConfig } from 'pg';

const PASSWORD = 'hunter2';

// ruleid: javascript.hardcoded-database-password
export const pool = new Pool({ user: 'app', password: PASSWORD } as PoolConfig);
// ok: javascript.hardcoded-database-password
export const other = new Pool({ connectionString: process.env['DATABASE_URL']! });
