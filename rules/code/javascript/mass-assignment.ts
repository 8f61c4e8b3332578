import type { Request, Response } from 'express';
import { prisma } from './database';

export async function update(req: Request<{ id: string }>, res: Response): Promise<void> {
  // ruleid: javascript.mass-assignment
  await prisma.user.update({ where: { id: req.params.id }, data: req.body });
  const { name } = req.body as { name: string };
  // ok: javascript.mass-assignment
  await prisma.user.update({ where: { id: req.params.id }, data: { name } });
}
