import type { Request, Response } from 'express';

export function search(req: Request<{}, {}, {}, { term: string }>, res: Response): void {
  const term: string = req.query.term;
  // ruleid: javascript.xss-response
  res.end(`<p>Nothing found for ${term}</p>`);
}

export function count(req: Request, res: Response): void {
  res.type('text/plain');
  // ok: javascript.xss-response
  res.send(req.query.term);
}

export function page(req: Request, res: Response): void {
  const at = Number.parseInt(String(req.query.page), 10);
  // ok: javascript.xss-response
  res.send(`<p>Page ${at}</p>`);
}
