import { exec as run } from 'node:child_process';
import { promisify } from 'util';
import { Controller, Get, Query } from '@nestjs/common';

const execAsync = promisify(run);

@Controller('lookup')
export class LookupController {
  @Get()
  async find(@Query('name') name: string, limit: number): Promise<string> {
    // ruleid: javascript.command-from-request
    const { stdout } = await execAsync(`nslookup ${name}`);
    // ok: javascript.command-from-request
    await execAsync(`head -n ${limit} names.txt`);
    return stdout;
  }
}

export async function POST(request: Request): Promise<Response> {
  const { file } = (await request.json()) as { file: string };
  // ruleid: javascript.command-from-request
  run(`convert ${file} out.png`);
  if (!/^[a-z]+$/.test(file)) return new Response('bad', { status: 400 });
  // ok: javascript.command-from-request
  run(`convert ${file} out.png`);
  return new Response('done');
}
