/** Builds and packages the extension as out/ringfence.vsix, and refuses native parts and unexpected size. */
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';
import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildAll } from './build.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Is where the package lands. */
export const vsixPath = path.join(root, 'out', 'ringfence.vsix');

/** DESIGN budget: a package above this is a defect, not a warning. */
const largestPackage = 6 * 1024 * 1024;

/** Builds and packages; returns the path and size of the package in bytes. */
export async function packageExtension() {
  await buildAll();
  await mkdir(path.dirname(vsixPath), { recursive: true });
  const files = await listFiles({ cwd: root, packageManager: PackageManager.None });
  const native = files.filter(file => /\.(node|so|dylib|dll|exe)$/iu.test(file));
  if (native.length > 0) throw new Error(`The package would hold native parts: ${native.join(', ')}`);
  await createVSIX({
    cwd: root,
    packagePath: vsixPath,
    dependencies: false,
    allowMissingRepository: true,
    skipLicense: true,
    rewriteRelativeLinks: false,
  });
  const { size } = await stat(vsixPath);
  if (size > largestPackage)
    throw new Error(`The package is ${size} bytes; the budget is ${largestPackage}.`);
  return { path: vsixPath, size };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { size } = await packageExtension();
  console.log(`out/ringfence.vsix, ${(size / 1024 / 1024).toFixed(2)} MB`);
}
