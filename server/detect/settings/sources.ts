/** Gathers the raw JSON of the catalogue, so that it is bundled. A new topic is a new file and one line here. */
import lists from '../../../rules/catalogue/lists.json' with { type: 'json' };
import taxonomy from '../../../rules/catalogue/taxonomy.json' with { type: 'json' };
import approval from '../../../rules/catalogue/settings/approval.json' with { type: 'json' };
import launch from '../../../rules/catalogue/settings/launch.json' with { type: 'json' };
import mcp from '../../../rules/catalogue/settings/mcp.json' with { type: 'json' };
import tasks from '../../../rules/catalogue/settings/tasks.json' with { type: 'json' };
import workspaceFile from '../../../rules/catalogue/settings/workspace-file.json' with { type: 'json' };

const topics: Readonly<Record<string, unknown>> = {
  approval,
  launch,
  mcp,
  tasks,
  workspaceFile,
};

/** Holds the catalogue as it was written; nothing of it is trusted before it is compiled. */
export const catalogueSources: {
  readonly lists: unknown;
  readonly taxonomy: unknown;
  readonly topics: Readonly<Record<string, unknown>>;
} = { lists, taxonomy, topics };
