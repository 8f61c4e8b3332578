export async function PUT(request: Request): Promise<Response> {
  const { group, name, value } = (await request.json()) as Record<string, string>;
  // ruleid: javascript.prototype-pollution-assign
  cache[group][name] = value;
  if (!groups.includes(group)) return new Response(null, { status: 400 });
  // ok: javascript.prototype-pollution-assign
  cache[group][name] = value;
  return new Response('done');
}
