import { createReadStream as stream, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';

export async function image(request: FastifyRequest<{ Params: { name: string } }>, reply: FastifyReply) {
  const { name } = request.params;
  const file: string = join('images', name);
  // ruleid: javascript.path-from-request
  if (!existsSync(file)) return reply.code(404);
  if (!/^[a-z0-9]+\.png$/.test(name)) return reply.code(400);
  // ok: javascript.path-from-request
  return reply.send(stream(join('images', name)));
}

export async function GET(req: Request): Promise<Response> {
  const wanted = req.nextUrl.searchParams.get('file')!;
  // ruleid: javascript.path-from-request
  return new Response(stream(`public/${wanted}`));
}
