/**
 * What is shown for each file: diagnostics come from several sides, but LSP knows one list a file. A part that belongs
 * to an older version of the text is dropped rather than shown in the wrong place.
 */
import type { Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver';

/** Names a side: keys of configuration, code of an open file, problems of a rule file, a scan of the workspace. */
export type Side = 'configuration' | 'code' | 'rules' | 'workspace';

/** Is what one side says about a file. */
export interface Said {
  readonly uri: string;
  readonly side: Side;
  /** Version of the open document that it was said about; absent for a file on disk. */
  readonly version?: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** Collects what the sides say, and publishes it. */
export interface Published {
  say(said: Said): Promise<void>;
  /** Takes back what was said about an open document. */
  close(uri: string): Promise<void>;
  /** Takes back all that one side said. */
  withdraw(side: Side): Promise<void>;
}

type Parts = Map<Side, Omit<Said, 'uri' | 'side'>>;

/** Creates the collection of one connection. */
export function createPublished(publish: (params: PublishDiagnosticsParams) => Promise<void>): Published {
  const files = new Map<string, Parts>();

  const send = (uri: string, parts: Parts): Promise<void> => {
    const version = newest(parts);
    const diagnostics = [...parts.values()].flatMap(part => part.diagnostics);
    return publish({ uri, ...(version === undefined ? {} : { version }), diagnostics });
  };
  const take = async (uri: string, sides: readonly Side[]): Promise<void> => {
    const parts = files.get(uri);
    if (parts === undefined) return;
    const gone = sides.filter(side => shows(parts, side));
    for (const side of sides) parts.delete(side);
    if (parts.size === 0) files.delete(uri);
    if (gone.length > 0) await send(uri, parts);
  };

  return {
    say: ({ uri, side, version, diagnostics }) => {
      const first = !files.has(uri);
      const parts = files.get(uri) ?? new Map<Side, Omit<Said, 'uri' | 'side'>>();
      files.set(uri, parts);
      const replaced = side === 'code' && shows(parts, 'workspace');
      if (side === 'code') parts.delete('workspace');
      const silent = !first && !replaced && !shows(parts, side) && diagnostics.length === 0;
      parts.set(side, { ...(version === undefined ? {} : { version }), diagnostics });
      // Marks of an older version move along in the editor; to send them again would put them where they were.
      if (silent) return Promise.resolve();
      dropStale(parts);
      return send(uri, parts);
    },
    close: uri => take(uri, ['configuration', 'code']),
    withdraw: async side => {
      for (const uri of [...files.keys()]) await take(uri, [side]);
    },
  };
}

const shows = (parts: Parts, side: Side): boolean => (parts.get(side)?.diagnostics.length ?? 0) > 0;

function dropStale(parts: Parts): void {
  const version = newest(parts) ?? 0;
  for (const [side, part] of parts) if ((part.version ?? version) < version) parts.delete(side);
}

function newest(parts: Parts): number | undefined {
  const versions = [...parts.values()].flatMap(({ version }) => version ?? []);
  return versions.length === 0 ? undefined : Math.max(...versions);
}
