/** A token of a package registry, by its form and, where it has one, its checksum. */
import { secretRule } from '../secretRule.ts';

/** Reports them wherever they could be stored or sent. */
export const registryToken = secretRule({
  id: 'secrets/registry-token',
  title: 'A token of a package registry is written out',
  why: 'Whoever sees it can publish packages that others install and run.',
  remedy:
    'Publish from a pipeline that signs in by itself, name the variable only, and revoke the token if it got out.',
  severity: 'high',
  confidence: 'high',
});
