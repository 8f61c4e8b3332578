import list from 'serve-index';
import express, { type Express } from 'express';

export function set(app: Express): void {
  // ruleid: javascript.directory-listing
  app.use(list('shared', { icons: true }));
  // ok: javascript.directory-listing
  app.use(express.static('shared', { index: false }));
}
