import { describe, expect, it } from 'vitest';
import { languageOf } from '../../../../server/engine/languages/registry.ts';

describe('languageOf', () => {
  it.each([
    ['src/a.py', '', 'python'],
    ['a.b.TSX', '', 'tsx'],
    ['C:\\x\\a.mjs', '', 'javascript'],
    ['deploy/Dockerfile.prod', '', 'dockerfile'],
    ['Rakefile', '', 'ruby'],
    ['bin/tool', '#!/usr/bin/env -S python3 -u', 'python'],
    ['bin/tool', '#!/bin/bash', 'bash'],
    ['bin/tool', '', undefined],
    ['.gitignore', '', undefined],
    ['main.tf', '', 'terraform'],
  ])('reads %s %s as %s', (file, firstLine, language) => {
    expect(languageOf(file, firstLine)).toBe(language);
  });
});
