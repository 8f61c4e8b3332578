import type { Request, Response } from 'express';

export const show = (request: Request, response: Response): void => {
  // ruleid: javascript.render-whole-request
  response.render('show', request.body as object);
  // ok: javascript.render-whole-request
  response.render('show', { body: request.body });
  // ok: javascript.render-whole-request
  response.json(request.body);
};
