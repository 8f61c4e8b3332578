import type { Request, Response } from 'express';
import { ObjectId, type Collection } from 'mongodb';

export async function remove(req: Request, res: Response, users: Collection): Promise<void> {
  const { id } = req.body as { id: string };
  // ruleid: javascript.nosql-from-request
  await users.deleteOne({ owner: id });
  // ok: javascript.nosql-from-request
  await users.deleteOne({ _id: new ObjectId(id) });
  if (typeof id !== 'string') return;
  // ok: javascript.nosql-from-request
  await users.deleteOne({ owner: id });
}
