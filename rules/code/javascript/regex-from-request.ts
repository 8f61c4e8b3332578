import escape from 'escape-string-regexp';

export async function POST(request: Request): Promise<Response> {
  const { term } = await request.json();
  // ruleid: javascript.regex-from-request
  const wild: RegExp = RegExp(`^${term}$`);
  // ok: javascript.regex-from-request
  const safe: RegExp = new RegExp(`^${escape(term)}$`);
  return Response.json(names.filter(name => wild.test(name)));
}
