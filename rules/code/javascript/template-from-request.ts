import Handlebars from 'handlebars';
import type { Context } from 'koa';

export async function preview(ctx: Context): Promise<void> {
  const source = ctx.request.body.source as string;
  // ruleid: javascript.template-from-request
  const template = Handlebars.compile(source);
  // ok: javascript.template-from-request
  const fixed = Handlebars.compile('{{name}}');
  fixed({ name: source });
}
