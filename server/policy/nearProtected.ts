/**
 * Tells whether the raw text of an event names a place that Ringfence protects. Detection proper is elsewhere; this
 * hint only decides how careful to be with what could not be understood. Pure.
 */
import type { GuardEvent } from '../../common/event.ts';

const places =
  /\.vscode(?![\w-])|\.code-workspace|(?<!process|meta)\.env\b(?!(?:\.[\w-]+)*\.(?:example|sample|template|dist|defaults?)\b)|\.ssh\b|\.aws\b|\.kube\b|\.gnupg|\.netrc|\.npmrc|\.git[/\\](?:config|hooks|info)|\.git-credentials|\.husky|\.devcontainer|\.github[/\\](?:hooks|copilot|workflows)|mcp\.json|\.(?:claude|codex|gemini|qwen|cursor|kiro|windsurf|clinerules|copilot|factory|opencode|amazonq)\b|ringfence|settings(?:\.local)?\.json|\.(?:bash|zsh)(?:rc|env)|\.(?:bash_|z)?profile|authorized_keys|id_(?:rsa|ecdsa|ed25519)|crontab|systemd|autostart/i;

/** Beyond this length a text is taken to name such a place, so that padding cannot hide one. */
const longestText = 100_000;

/** Tells whether an event's command or tool input mentions a protected place. */
export function nearProtected(event: GuardEvent): boolean {
  const text = [event.command ?? '', event.command === undefined ? inputText(event.rawInput) : ''].join(' ');
  return text.length > longestText || places.test(text.normalize('NFKC'));
}

function inputText(input: unknown): string {
  if (input === undefined) return '';
  try {
    return JSON.stringify(input);
  } catch {
    // What cannot be written down cannot be looked at: be careful.
    return '.vscode';
  }
}
