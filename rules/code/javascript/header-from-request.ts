export function download(request: Request<{ type: string }>, response: Response): void {
  const { type } = request.params;
  // ruleid: javascript.header-from-request
  response.contentType(type);
  if (!TYPES.has(type)) return;
  // ok: javascript.header-from-request
  response.contentType(type);
}
