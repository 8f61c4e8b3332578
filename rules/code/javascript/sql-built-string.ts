import { DataSource } from 'typeorm';

export class Users {
  constructor(private readonly dataSource: DataSource) {}

  async rename(id: string, name: string): Promise<void> {
    // ruleid: javascript.sql-built-string
    await this.dataSource.query(`UPDATE users SET name = '${name}' WHERE id = ${id}`);
    // ok: javascript.sql-built-string
    await this.dataSource.query('UPDATE users SET name = $1 WHERE id = $2', [name, id]);
    // ok: javascript.sql-built-string
    await this.cache.query(`users:${id}`);
  }
}
