/** Tells what the name of a place names: an address, a file that holds secrets, one that agents obey. Pure. */

/** Is a word that stands for a name; shapes cite it. */
export type NameKind = 'DEST' | 'PLACE' | 'MEMFILE' | 'FILE';

const secretPlaces =
  /(?:^|[/\\~])\.(?:ssh|aws|gnupg|kube|netrc|npmrc|pypirc|git-credentials|pgpass|vault-token|azure|password-store)(?:$|[/\\])|\bid_(?:rsa|ed25519|ecdsa|dsa)\b|(?:^|[/\\~])\.env(?:$|\.(?!example|sample|template))|[/\\]etc[/\\](?:passwd|shadow)|[/\\]proc[/\\][\w*]+[/\\]environ|(?:^|[/\\])credentials(?:\.json|\.db|$)|wallet\.dat|(?:^|[/\\])mcp(?:_config)?\.json$|\.(?:pem|p12|pfx|kdbx)$|(?:^|[/\\])secrets?\.(?:json|ya?ml|toml|env)$|keychain-db$|kubeconfig|\.(?:bash|zsh)_history$|cookies\.sqlite|\.claude\.json$|login data$/iu;
const obeyed =
  /(?:^|[/\\])(?:agents|claude|gemini|memory|copilot-instructions|skill|soul)\.md$|\.(?:cursor|windsurf|cline)rules$|\.mdc$|\.(?:cursor|windsurf|claude|kiro)[/\\]/iu;
const host =
  /^(?:[a-z\d-]{1,63}\.){1,5}(?:com|net|org|io|dev|xyz|ru|cn|site|app|info|biz|co|me|online|top|tk|ml|ai|cloud|test|example|evil|de|uk|to|gg|sh|ly|link|click|live|pw|cc|in|eu|us|tech|space|store|fun|win|zip|local|invalid|onion)(?:$|[/:])/iu;
const address = /^(?:\d{1,3}\.){3}\d{1,3}(?:$|[/:])/u;
const file =
  /\.(?:txt|json|md|py|js|ts|ya?ml|toml|csv|log|html?|cfg|conf|ini|sh|sql|db|xml|pdf|docx?|xlsx?|env|key)$/iu;

/** Returns what a name names, or nothing when it is none. */
export function kindOfName(name: string): NameKind | undefined {
  if (/^(?:https?|ftp|wss?):\/\//iu.test(name) || name.includes('@')) return 'DEST';
  if (secretPlaces.test(name)) return 'PLACE';
  if (obeyed.test(name)) return 'MEMFILE';
  if (file.test(name)) return 'FILE';
  return host.test(name) || address.test(name) ? 'DEST' : undefined;
}
