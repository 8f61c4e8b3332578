/** The agents that there are. */
import type { Agent } from './adapter.ts';
import { amp } from './amp.ts';
import { claudeCode } from './claudeCode.ts';
import { cline } from './cline.ts';
import { codex } from './codex.ts';
import { copilotCli } from './copilotCli.ts';
import { cursor } from './cursor.ts';
import { droid } from './droid.ts';
import { gemini } from './gemini.ts';
import { kiro } from './kiro.ts';
import { opencode } from './opencode.ts';
import { qwen } from './qwen.ts';
import { vscode } from './vscode.ts';
import { windsurf } from './windsurf.ts';

/** Lists every agent that Ringfence can guard, VS Code's own first. */
export const agents: readonly Agent[] = [
  vscode,
  claudeCode,
  codex,
  gemini,
  qwen,
  copilotCli,
  droid,
  opencode,
  cline,
  cursor,
  windsurf,
  kiro,
  amp,
];

/** Returns an agent by name; undefined when nothing is known of it. */
export const agentOf = (name: string): Agent | undefined => agents.find(agent => agent.name === name);
