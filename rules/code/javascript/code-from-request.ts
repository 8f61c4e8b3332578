import { runInThisContext as run } from 'node:vm';
import type { Request, Response } from 'express';

const formulas: Record<string, (x: number) => number> = { double: x => 2 * x };

export function calculate(req: Request, res: Response): void {
  const formula = req.query.formula as string;
  // ruleid: javascript.code-from-request
  res.json(run(formula));
  // ok: javascript.code-from-request
  res.json(formulas[formula]?.(1));
  // ok: javascript.code-from-request
  res.json(evaluator.eval(formula));
}
