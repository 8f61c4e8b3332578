import { expect, test } from 'vitest';
import { namesAgent, runsAgent } from '../../../src/models/agentTerminals.ts';

test.each([
  'claude',
  'codex exec "fix it"',
  'gemini --yolo',
  'cd app && qwen',
  'FOO=1 sudo -E droid',
  'npx -y @openai/codex@latest',
  'npx @google/gemini-cli',
  'bunx opencode-ai',
  '/usr/local/bin/cursor-agent -p',
  '& "C:\\tools\\copilot.exe" -p',
  'gh copilot suggest',
  'cat prompt.md | amp',
  'kiro-cli chat',
  'pnpm dlx cline',
])('%s runs an agent', commandLine => expect(runsAgent(commandLine)).toBe(true));

test.each([
  '',
  'npm test',
  'vim codex.md',
  'git log --author claude',
  'ls gemini',
  'npx vitest',
  'claude-notes',
  'cat amp',
])('"%s" runs none', commandLine => expect(runsAgent(commandLine)).toBe(false));

test.each([
  ['claude', true],
  ['Claude', true],
  ['codex - app', true],
  ['qwen: review', true],
  ['bash', false],
  ['node', false],
  ['amplifier', false],
  ['Ringfence: Drill', false],
  ['', false],
])('a terminal named "%s": %s', (name, expected) => expect(namesAgent(name)).toBe(expected));
