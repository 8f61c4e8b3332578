/**
 * Who likely made an edit in an editor, by the events that VS Code fires around it. A person's typing shows as a change
 * plus a selection event of kind `Keyboard` in the same tick; an extension's edit shows no such selection. A call of
 * `executeCommand('type')` looks the same as a person, so this is evidence, never proof. Must not import vscode.
 */
import type { EditorEdit } from '../../common/protocol.ts';

/** Is a change event, reduced to what the judgement needs. */
export interface SeenChange {
  readonly path: string;
  /** 1 undo, 2 redo, as in vscode.TextDocumentChangeReason. */
  readonly reason: number | undefined;
  /** Number of text changes; 0 when only the dirty flag flipped. */
  readonly changes: number;
  /** Reads the dirty flag when judged: it is still false while the first change event is delivered. */
  readonly isDirty: () => boolean;
}

/** Is a selection event, reduced to what the judgement needs. */
export interface SeenSelection {
  readonly path: string;
  /** 1 keyboard, 2 mouse, 3 command, as in vscode.TextEditorSelectionChangeKind. */
  readonly kind: number | undefined;
}

/** Says what the judgement depends on. */
export interface SignatureOptions {
  /** Runs a task one tick later. */
  readonly defer: (task: () => void) => void;
  readonly now: () => number;
  readonly report: (edit: EditorEdit) => void;
}

/** Takes the events in. */
export interface SignatureJudge {
  change(seen: SeenChange): void;
  selection(seen: SeenSelection): void;
}

interface Pending {
  readonly ts: number;
  undo: boolean;
  keyboard: boolean;
  readonly isDirty: () => boolean;
}

const keyboard = 1;

/** Creates a judge that reports each edited file at most once a tick. */
export function createSignatureJudge({ defer, now, report }: SignatureOptions): SignatureJudge {
  const pending = new Map<string, Pending>();

  const judge = (): void => {
    const due = [...pending];
    pending.clear();
    for (const [path, seen] of due) {
      // A change that leaves the document clean is VS Code reloading what something else wrote to disk.
      if (!seen.isDirty() && !seen.undo) continue;
      report({ path, ts: seen.ts, signature: seen.undo ? 'undo' : seen.keyboard ? 'typing' : 'program' });
    }
  };

  return {
    change: ({ path, reason, changes, isDirty }) => {
      if (changes === 0) return;
      if (pending.size === 0) defer(judge);
      const known = pending.get(path) ?? { ts: now(), undo: false, keyboard: false, isDirty };
      known.undo ||= reason !== undefined;
      pending.set(path, known);
    },
    selection: ({ path, kind }) => {
      const known = pending.get(path);
      if (known !== undefined && kind === keyboard) known.keyboard = true;
    },
  };
}

/** Tells whether the origin of edits to a file matters: dot files and folders, workspace files, MCP, agents' rules. */
export function isOriginRelevant(path: string): boolean {
  const parts = path.replaceAll('\\', '/').split('/');
  const name = parts.at(-1)?.toLowerCase() ?? '';
  return (
    parts.some(part => part.length > 1 && part.startsWith('.') && part !== '..') ||
    name.endsWith('.code-workspace') ||
    relevantNames.has(name)
  );
}

const relevantNames: ReadonlySet<string> = new Set([
  'mcp.json',
  'package.json',
  'agents.md',
  'claude.md',
  'gemini.md',
  'opencode.json',
  'opencode.jsonc',
  'jenkinsfile',
  'azure-pipelines.yml',
  'lefthook.yml',
]);
