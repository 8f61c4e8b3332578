function f(req: Request, other: Other) {
  const a = req.query.b as string;
  // ruleid: taint
  eval(a!);
  // ok: taint
  eval(other.query);
}
