/** Gathers the raw JSON of the catalogue, so that it is bundled. A new topic is a new file and one line here. */
import lists from '../../../rules/catalogue/lists.json' with { type: 'json' };
import conditions from '../../../rules/catalogue/conditions.json' with { type: 'json' };
import taxonomy from '../../../rules/catalogue/taxonomy.json' with { type: 'json' };
import agentTexts from '../../../rules/catalogue/settings/agent-texts.json' with { type: 'json' };
import buildTools from '../../../rules/catalogue/settings/build-tools.json' with { type: 'json' };
import code from '../../../rules/catalogue/settings/code.json' with { type: 'json' };
import containers from '../../../rules/catalogue/settings/containers.json' with { type: 'json' };
import gitFiles from '../../../rules/catalogue/settings/git-files.json' with { type: 'json' };
import homes from '../../../rules/catalogue/settings/homes.json' with { type: 'json' };
import idea from '../../../rules/catalogue/settings/idea.json' with { type: 'json' };
import approval from '../../../rules/catalogue/settings/approval.json' with { type: 'json' };
import chat from '../../../rules/catalogue/settings/chat.json' with { type: 'json' };
import ci from '../../../rules/catalogue/settings/ci.json' with { type: 'json' };
import claude from '../../../rules/catalogue/settings/claude.json' with { type: 'json' };
import codex from '../../../rules/catalogue/settings/codex.json' with { type: 'json' };
import cursor from '../../../rules/catalogue/settings/cursor.json' with { type: 'json' };
import devcontainer from '../../../rules/catalogue/settings/devcontainer.json' with { type: 'json' };
import editorFiles from '../../../rules/catalogue/settings/editor-files.json' with { type: 'json' };
import executables from '../../../rules/catalogue/settings/executables.json' with { type: 'json' };
import fetch from '../../../rules/catalogue/settings/fetch.json' with { type: 'json' };
import gemini from '../../../rules/catalogue/settings/gemini.json' with { type: 'json' };
import git from '../../../rules/catalogue/settings/git.json' with { type: 'json' };
import hide from '../../../rules/catalogue/settings/hide.json' with { type: 'json' };
import hooks from '../../../rules/catalogue/settings/hooks.json' with { type: 'json' };
import launch from '../../../rules/catalogue/settings/launch.json' with { type: 'json' };
import mcp from '../../../rules/catalogue/settings/mcp.json' with { type: 'json' };
import opencode from '../../../rules/catalogue/settings/opencode.json' with { type: 'json' };
import otherAgents from '../../../rules/catalogue/settings/other-agents.json' with { type: 'json' };
import packages from '../../../rules/catalogue/settings/packages.json' with { type: 'json' };
import scripts from '../../../rules/catalogue/settings/scripts.json' with { type: 'json' };
import tasks from '../../../rules/catalogue/settings/tasks.json' with { type: 'json' };
import terminal from '../../../rules/catalogue/settings/terminal.json' with { type: 'json' };
import toolConfigs from '../../../rules/catalogue/settings/tool-configs.json' with { type: 'json' };
import trust from '../../../rules/catalogue/settings/trust.json' with { type: 'json' };
import workspaceFile from '../../../rules/catalogue/settings/workspace-file.json' with { type: 'json' };
import zed from '../../../rules/catalogue/settings/zed.json' with { type: 'json' };

const topics: Readonly<Record<string, unknown>> = {
  idea,
  homes,
  gitFiles,
  containers,
  code,
  buildTools,
  agentTexts,
  approval,
  chat,
  ci,
  claude,
  codex,
  cursor,
  devcontainer,
  editorFiles,
  executables,
  fetch,
  gemini,
  git,
  hide,
  hooks,
  launch,
  mcp,
  opencode,
  otherAgents,
  packages,
  scripts,
  tasks,
  terminal,
  toolConfigs,
  trust,
  workspaceFile,
  zed,
};

/** Holds the catalogue as it was written; nothing of it is trusted before it is compiled. */
export const catalogueSources: {
  readonly lists: unknown;
  readonly conditions: unknown;
  readonly taxonomy: unknown;
  readonly topics: Readonly<Record<string, unknown>>;
} = { lists, conditions, taxonomy, topics };
