import { Pool } from 'pg';
import { PrismaClient } from '@prisma/client';
import { Body, Controller, Post } from '@nestjs/common';

const pool = new Pool();
const prisma = new PrismaClient();

@Controller()
export class SearchController {
  @Post('search')
  async search(@Body() body: { term: string; id: number }): Promise<unknown> {
    // ruleid: javascript.sql-from-request
    await prisma.$queryRawUnsafe(`SELECT * FROM item WHERE title LIKE '%${body.term}%'`);
    // ok: javascript.sql-from-request
    await prisma.$queryRaw`SELECT * FROM item WHERE title LIKE ${body.term}`;
    // ruleid: javascript.sql-from-request
    await pool.query({ text: 'SELECT * FROM item WHERE title = ' + body.term });
    // ok: javascript.sql-from-request
    return pool.query({ text: 'SELECT * FROM item WHERE title = $1', values: [body.term] });
  }
}
