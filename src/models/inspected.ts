/** Turns what VS Code's `inspect` answers into the values of each layer. Must not import vscode. */
import type { EffectiveValue, SeenSetting, SetValue } from '../../common/posture.ts';

/** Is what `inspect` answers, as far as it matters here. */
export interface Inspected {
  readonly defaultValue?: unknown;
  readonly globalValue?: unknown;
  readonly workspaceValue?: unknown;
  readonly workspaceFolderValue?: unknown;
  readonly globalLanguageValue?: unknown;
  readonly workspaceLanguageValue?: unknown;
  readonly workspaceFolderLanguageValue?: unknown;
}

/** Is a look at a setting: from the window or from a folder, for one language or for all. */
export interface View {
  readonly folder: string | undefined;
  readonly language: string | undefined;
  readonly inspected: Inspected | undefined;
  readonly effective: unknown;
}

/** Puts the looks at one setting together; each layer's value counts once. */
export function seenIn(key: string, views: readonly View[], several: boolean): SeenSetting {
  const [window] = views;
  const set = [
    ...views.flatMap(view => windowValues(view)),
    ...(several ? views.flatMap(view => folderValues(view)) : []),
  ];
  const policy = policyOf(window?.inspected);
  const byDefault = window?.inspected?.defaultValue;
  return {
    key,
    ...(byDefault === undefined ? {} : { default: byDefault }),
    ...(policy === undefined ? {} : { policy }),
    set,
    effective: effectiveValues(views),
  };
}

/** User and workspace are the same from every folder, so the window's look tells them. */
function windowValues({ folder, language, inspected }: View): readonly SetValue[] {
  if (folder !== undefined || inspected === undefined) return [];
  const [user, workspace] =
    language === undefined
      ? [inspected.globalValue, inspected.workspaceValue]
      : [inspected.globalLanguageValue, inspected.workspaceLanguageValue];
  const place = language === undefined ? {} : { language };
  return [
    ...(user === undefined ? [] : [{ layer: 'user' as const, ...place, value: user }]),
    ...(workspace === undefined ? [] : [{ layer: 'workspace' as const, ...place, value: workspace }]),
  ];
}

function folderValues({ folder, language, inspected }: View): readonly SetValue[] {
  if (folder === undefined || inspected === undefined) return [];
  const value =
    language === undefined ? inspected.workspaceFolderValue : inspected.workspaceFolderLanguageValue;
  if (value === undefined) return [];
  return [{ layer: 'folder', folder, ...(language === undefined ? {} : { language }), value }];
}

const effectiveValues = (views: readonly View[]): readonly EffectiveValue[] =>
  views.map(({ folder, language, effective }) => ({
    ...(folder === undefined ? {} : { folder }),
    ...(language === undefined ? {} : { language }),
    value: effective,
  }));

/** Some versions tell a policy's value without declaring it. */
const policyOf = (inspected: object | undefined): unknown =>
  inspected !== undefined && 'policyValue' in inspected ? inspected.policyValue : undefined;
