/** Configurations beside what an event changes are read where they may run or fetch it, and only there. */
import { expect, test } from 'vitest';
import { companionsOf } from '../../../server/observe/companions.ts';
import type { FileText } from '../../../server/observe/disk.ts';
import type { ObservedContent } from '../../../server/pipeline/types.ts';

const files: Readonly<Record<string, string>> = {
  '/w/.mcp.json': '{}',
  '/w/.vscode/settings.json': '{}',
  '/v/.mcp.json': '{}',
};

function diskThatCounts() {
  const asked: string[] = [];
  const text = (path: string): Promise<FileText> => {
    asked.push(path);
    const found = files[path];
    return Promise.resolve(found === undefined ? { kind: 'absent' } : { kind: 'text', text: found });
  };
  return { asked, text };
}

const written = (relative: string, after: string): ObservedContent => {
  const path = `/w/${relative}`;
  return { path: { path, named: path, relative, op: 'write', via: 'tool' }, before: undefined, after };
};

test('a script brings what may run it', async () => {
  const found = await companionsOf([written('tools/a.py', 'x')], diskThatCounts());
  expect(found.map(({ path }) => path.relative)).toEqual(['.mcp.json', '.vscode/settings.json']);
});

test('a schema brings the settings alone', async () => {
  const disk = diskThatCounts();
  await companionsOf([written('data.json', '{"$schema":"https://x.example/s"}')], disk);
  expect(disk.asked).toEqual(['/w/.vscode/settings.json']);
});

test('other files bring nothing, and nothing is read for them', async () => {
  const disk = diskThatCounts();
  const outside = { ...written('a.sh', 'x'), path: { ...written('a.sh', 'x').path, relative: 'b.sh' } };
  expect(await companionsOf([written('README.md', 'x'), outside], disk)).toEqual([]);
  expect(disk.asked).toEqual([]);
});
