// The layers of ARCHITECTURE.md. Each rule carries its reason.
/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'common-stands-alone',
      severity: 'error',
      comment:
        'The domain and the protocol are shared by both sides; a dependency there would reach everything.',
      from: { path: '^common/' },
      to: { pathNot: '^common/' },
    },
    {
      name: 'client-is-thin',
      severity: 'error',
      comment:
        'The extension host holds sensors, commands and views only; detection belongs to the guard server.',
      from: { path: '^src/' },
      to: { path: '^(server|scripts|test|bench|rules)/' },
    },
    {
      name: 'server-knows-no-editor',
      severity: 'error',
      comment:
        'The guard must run without VS Code: from the CLI and when an agent runs with the editor closed.',
      from: { path: '^server/' },
      to: { path: '^(src|test|scripts|bench)/|node_modules/(@types/vscode|vscode-languageclient)/|^vscode$' },
    },
    {
      name: 'lsp-stays-in-lsp',
      severity: 'error',
      comment: 'Only the language-server rim speaks LSP; everything else is reachable from the CLI as well.',
      from: { path: '^server/', pathNot: '^server/lsp/' },
      to: { path: 'node_modules/vscode-languageserver' },
    },
    {
      name: 'pipeline-knows-interfaces-only',
      severity: 'error',
      comment: 'One way to a verdict, testable without a disk: implementations are handed in.',
      from: { path: '^server/pipeline/' },
      to: { pathNot: '^(common|server/pipeline|server/ports)/' },
    },
    {
      name: 'detection-is-pure',
      severity: 'error',
      comment: 'A detection is a pure function of an observation; what needs a disk happens in the observer.',
      from: { path: '^server/detect/' },
      to: {
        path: '^(fs|node:fs|child_process|node:child_process|net|node:net|http|https)(/|$)',
        dependencyTypes: ['core'],
      },
    },
    {
      name: 'detection-knows-no-rim',
      severity: 'error',
      comment: 'Detections serve hook, sentinel, scan and editor alike.',
      from: { path: '^server/detect/' },
      to: { path: '^server/(agents|cli|gate|guard|hook|ledger|lsp|observe|policy|quarantine|sentinel)/' },
    },
    {
      name: 'shim-is-tiny',
      severity: 'error',
      comment: 'An agent starts the hook for every call; it holds a socket client and denials, nothing else.',
      from: { path: '^server/hook/' },
      to: {
        pathNot:
          '^(common|server/hook|server/platform|server/ports)/|^server/(agents/denials|gate/(wire|registry))[^/]*$|^(node:)?[a-z_/]+$',
      },
    },
    {
      name: 'wrapper-judges-nothing',
      severity: 'error',
      comment:
        'One wrapper runs for each MCP server: it relays bytes and asks the guard, so that every verdict comes from the pipeline.',
      from: { path: '^server/mcp/', pathNot: '^server/mcp/(judge[.]ts|inventory/)' },
      to: {
        path: '^server/',
        pathNot:
          '^server/(mcp|hook|platform|ports)/|^server/gate/(wire|registry)[^/]*$|^server/detect/mcp/describeChanges[.]ts$',
      },
    },
    {
      name: 'engine-is-pure',
      severity: 'error',
      comment:
        'Rules and texts are handed to the engine, so that it runs in any thread and every test; it opens nothing.',
      from: { path: '^server/engine/' },
      to: {
        path: '^(node:)?(fs|worker_threads|net|child_process|http|https)(/|$)',
        dependencyTypes: ['core'],
      },
    },
    {
      name: 'engine-knows-no-rim',
      severity: 'error',
      comment: 'Threads, command line and editor use the engine; it must not depend on who does.',
      from: { path: '^server/engine/' },
      to: {
        path: '^server/(agents|cli|detect|gate|guard|hook|ledger|lsp|observe|pipeline|policy|quarantine|scan|sentinel)/',
      },
    },
    {
      name: 'scan-knows-no-front',
      severity: 'error',
      comment: 'The same threads serve the editor and the command line.',
      from: { path: '^server/scan/' },
      to: { path: '^server/(agents|cli|gate|guard|hook|ledger|lsp|policy|quarantine|sentinel)/' },
    },
    {
      name: 'editor-holds-no-engine',
      severity: 'error',
      comment:
        'Scans run in threads: an engine in the server would cost memory in every window, and block the guard.',
      from: { path: '^server/lsp/|^server/scan/(pool|answers|ruleFiles|sourceFiles|baseline)' },
      to: {
        path: '^server/engine/|^server/scan/(scanOne|ruleSet|thread)',
        pathNot: '^server/engine/(languages/(files|language)|load/paths|rule)[.]ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'reports-know-no-front',
      severity: 'error',
      comment:
        'What a gate, a report and suggestions say follows from facts that are handed in; fronts gather them.',
      from: { path: '^server/(ci|evidence|learning)/' },
      to: { path: '^server/(agents|cli|gate|guard|hook|lsp|mcp|sentinel)/' },
    },
    {
      name: 'sentinel-needs-no-policy',
      severity: 'error',
      comment: 'The watch restores first and asks the policy after; a busy policy must not delay it.',
      from: { path: '^server/sentinel/' },
      to: { path: '^server/(policy|pipeline/pipeline|gate|lsp|ledger|cli|guard|agents)/?' },
    },
    {
      name: 'ledger-knows-no-export',
      severity: 'error',
      comment:
        'The record must be written and verified whatever becomes of its copies; what leaves reads it, never the other way.',
      from: { path: '^server/ledger/' },
      to: {
        path: '^server/',
        pathNot: '^server/(ledger|ports|pipeline/types[.]ts$|platform/plainFile[.]ts$)',
      },
    },
    {
      name: 'export-knows-no-front',
      severity: 'error',
      comment:
        'Guard and command line ship alike, and where to is handed in: the export reads no profile and no workspace.',
      from: { path: '^server/export/' },
      to: {
        path: '^server/',
        pathNot:
          '^server/(export|ledger|ports)/|^server/platform/(folders|plainFile)[.]ts$|^server/detect/secrets/',
      },
    },
    {
      name: 'floor-stands-apart',
      severity: 'error',
      comment:
        'What says whose rules hold must not hang on what those rules govern; of the rest it needs durable writes only.',
      from: { path: '^server/floor/' },
      to: {
        path: '^(server|src|common)/|node_modules/',
        pathNot:
          '^(common|server/floor|server/platform|server/ports)/|^server/quarantine/disk[.]ts$|node_modules/(@types/node|jsonc-parser)/',
      },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Folders are the pipeline; imports point down.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'declared-dependencies',
      severity: 'error',
      comment: 'What is not in package.json is there by accident.',
      from: { path: '^(common|src|server)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'], pathNot: '^vscode$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'types', 'default'],
    },
  },
};
