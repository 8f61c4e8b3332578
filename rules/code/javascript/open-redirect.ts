import { NextResponse, type NextRequest } from 'next/server';

export function GET(request: NextRequest): NextResponse {
  const next = request.nextUrl.searchParams.get('next') as string;
  // ruleid: javascript.open-redirect
  if (next.length > 9) return NextResponse.redirect(next);
  if (!PAGES.includes(next)) return NextResponse.json({});
  // ok: javascript.open-redirect
  return NextResponse.redirect(next);
}
