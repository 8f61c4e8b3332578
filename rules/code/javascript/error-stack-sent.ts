export function failed(error: Error, _request: Request, response: Response): void {
  // ruleid: javascript.error-stack-sent
  response.end(error.stack!);
  // ok: javascript.error-stack-sent
  console.error(error.stack);
  response.end('failed');
}
