/** Stories: a change of a configuration file and the rule that must speak up. */

/** Is one change and the rule that it must call. */
export interface Story {
  readonly rule: string;
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

const render = (content: unknown): string =>
  typeof content === 'string' ? content : JSON.stringify(content, null, 2);

/** Tells of a VS Code setting that is added. */
export const setting = (rule: string, key: string, value: unknown): Story => ({
  rule: `settings/${rule}`,
  path: '.vscode/settings.json',
  before: '{}',
  after: render({ [key]: value }),
});

/** Tells of a VS Code setting that is changed or taken away. */
export const settingChanged = (rule: string, key: string, before: unknown, after: unknown): Story => ({
  rule: `settings/${rule}`,
  path: '.vscode/settings.json',
  before: render({ [key]: before }),
  after: render({ [key]: after }),
});

/** Tells of a file that is created. */
export const created = (rule: string, path: string, content: unknown): Story => ({
  rule,
  path,
  before: undefined,
  after: render(content),
});

/** Tells of a file that is changed. */
export const changed = (rule: string, path: string, before: unknown, after: unknown): Story => ({
  rule,
  path,
  before: render(before),
  after: render(after),
});
