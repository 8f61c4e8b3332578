/** What `ringfence policy init` writes. Data. */

const policies = `// What agents may not do here, beyond what Ringfence refuses everywhere.
//
// Each policy forbids something; what no policy forbids passes. It needs
//   @id         a name of its own
//   @effect     deny, ask (a person decides), quarantine (restore and keep) or redact
//   @principle  one sentence that a person understands
// and may have @advice (a safe next step) and @tags. Only a signed floor may permit.
// Names of files are in lower case with "/", relative to the workspace.
// "ringfence policy check" says what is wrong, "ringfence policy explain" what events look like.

@id("team/infrastructure")
@effect("ask")
@principle("A person decides about changes of the infrastructure.")
@advice("Describe the change, and wait for the answer.")
forbid (principal is Agent, action in Action::"write", resource is Event)
when { resource.paths.contains("infra/main.tf") };

@id("team/migrations")
@effect("deny")
@principle("An agent does not run migrations of the database.")
@advice("Write the migration, and let the user run it.")
forbid (principal is Agent, action in Action::"execute", resource is Event)
when { resource.programs.contains("flyway") };
`;

const profile = `{
  // What people call these rules.
  "name": "Our rules",

  // The lowest level that is allowed: observe, balanced or locked. The strictest of all layers holds.
  "level": "balanced",

  // What agents change here needs a person's approval in the ledger ("ringfence ci" checks it).
  "approvalRequired": [".github/workflows/**"],

  // Severities that rules get here: info, low, medium, high or critical. Only a signed floor may lower one.
  "rules": {},

  // The MCP servers that agents may use; every other is refused. Remove the slashes to begin.
  // "mcpServers": {
  //   "docs": { "command": "npx", "args": ["-y", "docs-server@1.2.3"], "tools": ["search"] }
  // },

  // VS Code settings that must be effective.
  "settings": {},
}
`;

const tests = `// One test a line: an event as "ringfence check" takes it, and the verdict that it must get.
{ "name": "infrastructure is asked about", "event": { "kind": "fs.write", "paths": [{ "path": "infra/main.tf", "op": "write" }], "content": "" }, "verdict": "ask", "policies": ["team/infrastructure"] }
{ "name": "migrations are not run", "event": { "kind": "shell.exec", "command": "flyway migrate" }, "verdict": "deny", "policies": ["team/migrations"] }
{ "name": "ordinary work passes", "event": { "kind": "fs.write", "paths": [{ "path": "src/a.js", "op": "write" }], "content": "export const a = 1;" }, "verdict": "pass" }
`;

/** Holds the files by name. */
export const starterFiles: Readonly<Record<string, string>> = {
  'policy.cedar': policies,
  'profile.jsonc': profile,
  'tests/example.jsonl': tests,
};
