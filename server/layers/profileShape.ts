/** What a profile's file may hold, key by key, with what an editor says about each. */
import { severities } from '../../common/finding.ts';
import { profiles } from '../../common/settings.ts';
import type { RecordShape, Shape } from './shape.ts';

const filled = { pattern: '\\S', says: 'a text that is not empty' };
const text: Shape = { kind: 'text', form: filled };
const globs: Shape = { kind: 'list', of: text };
const url: Shape = {
  kind: 'text',
  form: { pattern: '^https?://[^\\s]+$', says: 'an address that begins with https://' },
};

const pin: RecordShape = {
  kind: 'record',
  keys: {
    command: {
      shape: text,
      description: 'The program that starts the server, exactly as the configuration names it.',
    },
    args: {
      shape: { kind: 'list', of: { kind: 'text' } },
      description: 'Its arguments, all of them, in order.',
    },
    url: {
      shape: url,
      description: 'The address of a remote server, exactly as the configuration names it.',
    },
    tools: {
      shape: { kind: 'list', of: text },
      description: 'The tools that agents may call; every other tool is refused.',
    },
    sha256: {
      shape: {
        kind: 'text',
        form: { pattern: '^[0-9a-f]{64}$', says: 'a SHA-256 in 64 lower-case hexadecimal digits' },
      },
      description:
        'The digest of the server’s tools, as `ringfence mcp list` shows it; other tools are refused.',
    },
  },
};

const waiver: RecordShape = {
  kind: 'record',
  needs: ['rule', 'reason', 'expires'],
  keys: {
    rule: { shape: text, description: 'The rule whose findings are excused.' },
    paths: {
      shape: globs,
      description: 'Globs of the files for which it holds, such as `test/**`. Without: everywhere.',
    },
    reason: { shape: text, description: 'Why this is acceptable; shown with every finding that it excuses.' },
    expires: {
      shape: {
        kind: 'text',
        form: { pattern: '^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$', says: 'a day as YYYY-MM-DD' },
      },
      description:
        'The last day on which the waiver holds, as YYYY-MM-DD (UTC). From the next day on the finding counts again.',
    },
    approvedBy: { shape: text, description: 'Who approved it.' },
  },
};

const exportType = {
  shape: { kind: 'word', words: ['file', 'otlp', 'syslog'] },
  description: 'How the ledger is sent: to a file, by OTLP/HTTP, or by syslog.',
} as const;

const ledgerExport: Shape = {
  kind: 'variant',
  by: 'type',
  of: {
    file: {
      kind: 'record',
      needs: ['type', 'path'],
      keys: {
        type: exportType,
        path: { shape: text, description: 'The file that entries are appended to.' },
        format: {
          shape: { kind: 'word', words: ['ocsf', 'jsonl'] },
          description: '`ocsf` (Detection Finding 2004) or our own `jsonl`.',
        },
      },
    },
    otlp: {
      kind: 'record',
      needs: ['type', 'url'],
      keys: {
        type: exportType,
        url: {
          shape: url,
          description: 'The collector’s address for logs, such as https://collector.example/v1/logs.',
        },
        headers: {
          shape: { kind: 'map', of: { kind: 'text' } },
          description:
            'Headers of each request. A value `env:NAME` is read from the environment, so that no secret stands here.',
        },
      },
    },
    syslog: {
      kind: 'record',
      needs: ['type', 'host', 'port', 'transport'],
      keys: {
        type: exportType,
        host: { shape: text, description: 'The receiver’s name or address.' },
        port: {
          shape: { kind: 'number', least: 1, most: 65535 },
          description: 'The receiver’s port: 6514 is usual for TLS.',
        },
        transport: {
          shape: { kind: 'word', words: ['tcp', 'tls'] },
          description: 'TLS, or plain TCP within a machine.',
        },
        ca: {
          shape: text,
          description: 'A file with the certificate of the authority that signs the receiver’s.',
        },
      },
    },
  },
};

const ledger: RecordShape = {
  kind: 'record',
  keys: {
    retentionDays: {
      shape: { kind: 'number', least: 1, most: 3650 },
      description: 'How many days of the ledger are kept on this machine.',
    },
    redactPaths: { shape: { kind: 'flag' }, description: 'Leave names of files out of what is exported.' },
    export: { shape: { kind: 'list', of: ledgerExport }, description: 'Where the ledger is sent.' },
  },
};

/** Is the shape of a profile; the schema for editors is made from it. */
export const profileShape: RecordShape = {
  kind: 'record',
  keys: {
    $schema: {
      shape: text,
      description: 'Names the schema for editors that need it; Ringfence does not read it.',
    },
    name: { shape: text, description: 'What people call this profile.' },
    level: {
      shape: { kind: 'word', words: profiles },
      description:
        'The lowest level that is allowed: `observe` records only, `balanced` holds risky changes, `locked` also neutralises what was there before. The strictest of all layers and of the editor’s setting is in force.',
    },
    settings: {
      shape: { kind: 'map', of: { kind: 'any' } },
      description:
        'VS Code settings with the values that are expected to be effective. The posture check reports drift.',
    },
    mcpServers: {
      shape: { kind: 'map', of: pin },
      description:
        'The MCP servers that agents may use, by name. Where this is written every other server is refused; several layers narrow each other.',
    },
    rules: {
      shape: { kind: 'map', of: { kind: 'word', words: ['off', ...severities] } },
      description:
        'A severity for each rule that should have another, or `off`. Only the signed floor may lower a rule or turn it off; elsewhere only raising counts.',
    },
    waivers: {
      shape: { kind: 'list', of: waiver },
      description:
        'Findings that are excused for a reason and a time. They stay in the ledger, marked as waived. Only the signed floor may hold them.',
    },
    onUnavailable: {
      shape: { kind: 'word', words: ['default', 'deny'] },
      description:
        'What agents’ hooks answer when no guard can: `default` lets ordinary files of the workspace go on, `deny` refuses everything.',
    },
    approvalRequired: {
      shape: globs,
      description:
        'Globs of files: what an agent changes there needs a person’s approval in the ledger (`ringfence ci`).',
    },
    ledger: {
      shape: ledger,
      description:
        'How long the ledger is kept, what it hides, and where it is sent. Never from a workspace.',
    },
    quarantineDays: {
      shape: { kind: 'number', least: 1, most: 3650 },
      description:
        'How many days a held change is kept after it was decided on; 90 where nothing is said. The longest of all layers counts. What nobody decided on is kept for ever. Never from a workspace.',
    },
  },
};
