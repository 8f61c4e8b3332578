/** Reads the command line that `@vscode/test-electron` and `@vscode/test-cli` give to a VS Code. */

/** What a test run asks of VS Code. */
export interface TestRun {
  readonly developmentPaths: readonly string[];
  readonly testsPath: string;
  /** The folder or `.code-workspace` file to open. */
  readonly folder?: string;
  readonly proposedApi: boolean;
  readonly disableExtensions: boolean;
  readonly disableTrust: boolean;
  readonly userDataDir?: string;
  readonly extensionsDir?: string;
}

/** Reads the arguments; flags that mean nothing to a server, such as `--no-sandbox`, are passed over. */
export function readTestRun(args: readonly string[]): TestRun {
  const flags = args.filter(arg => arg.startsWith('--')).map(splitFlag);
  const all = (name: string): readonly string[] =>
    flags.filter(flag => flag.name === name).flatMap(flag => (flag.value === undefined ? [] : [flag.value]));
  const has = (name: string): boolean => flags.some(flag => flag.name === name);
  const testsPath = all('extensionTestsPath')[0];
  if (testsPath === undefined) throw new Error('--extensionTestsPath=FILE is missing: nothing to run.');
  const folder = args.find(arg => !arg.startsWith('-'));
  const userDataDir = all('user-data-dir')[0];
  const extensionsDir = all('extensions-dir')[0];
  return {
    testsPath,
    developmentPaths: all('extensionDevelopmentPath'),
    proposedApi: has('enable-proposed-api'),
    disableExtensions: has('disable-extensions'),
    disableTrust: has('disable-workspace-trust'),
    ...(folder === undefined ? {} : { folder }),
    ...(userDataDir === undefined ? {} : { userDataDir }),
    ...(extensionsDir === undefined ? {} : { extensionsDir }),
  };
}

/** Says the same in the form that the workbench reads from its address. */
export function workbenchPayload(run: TestRun, port: number): readonly (readonly [string, string])[] {
  const remote = (file: string): string => `vscode-remote://127.0.0.1:${port}${file}`;
  return [
    ...run.developmentPaths.map(file => ['extensionDevelopmentPath', remote(file)] as const),
    ['extensionTestsPath', remote(run.testsPath)],
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
    ...(run.proposedApi ? [['enableProposedApi', ''] as const] : []),
    ...(run.disableExtensions ? [['disableExtensions', 'true'] as const] : []),
  ];
}

/** Splits `--name=value`. */
function splitFlag(arg: string): { readonly name: string; readonly value?: string } {
  const [, name = '', value] = /^--([^=]+)(?:=(.*))?$/su.exec(arg) ?? [];
  return value === undefined ? { name } : { name, value };
}
