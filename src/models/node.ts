/** The shape of a line in one of our trees, before VS Code draws it. Must not import vscode. */

/** Names a codicon and, when it carries meaning, one of our colours. */
export interface Icon {
  readonly id: string;
  readonly color?: 'ringfence.denied' | 'ringfence.held' | 'ringfence.settled' | 'ringfence.muted';
}

/** Describes one line of a tree. */
export interface Line {
  /** Stays the same over refreshes, so that selection and expansion survive. */
  readonly id: string;
  readonly label: string;
  readonly description: string;
  /** Markdown in which every foreign text is already escaped. */
  readonly tooltip: string;
  readonly icon?: Icon;
  /** Chooses the menu; absent where there is none. */
  readonly context?: string;
  readonly accessible: string;
}
