# VS Code runs this before each tool call of its agent on Windows; see hook.sh, which says what it does and why.
param([string]$HookEvent)

$launcher = Join-Path $env:LOCALAPPDATA 'Ringfence\bin\ringfence-hook.cmd'
if (Test-Path -LiteralPath $launcher -PathType Leaf) {
  if ($HookEvent -eq 'Stop') {
    & $launcher --agent vscode --event Stop *> $null
    [Console]::Out.Write('{}')
    exit 0
  }
  & $launcher --agent vscode --event $HookEvent
  exit $LASTEXITCODE
}

$hook = Join-Path $PSScriptRoot '..\..\dist\hook.js'
if (($HookEvent -ne 'Stop') -and (Test-Path -LiteralPath $hook -PathType Leaf) -and (Get-Command node -ErrorAction SilentlyContinue)) {
  $env:NODE_OPTIONS = ''
  & node $hook --agent vscode --event $HookEvent
  if ($LASTEXITCODE -eq 0 -or $LASTEXITCODE -eq 2) { exit $LASTEXITCODE }
}

if ($HookEvent -eq 'PreToolUse') {
  [Console]::Out.Write('{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny","permissionDecisionReason":"Ringfence is not running yet, so it refused this. Ask the user to run \"Developer: Reload Window\" in VS Code; to work without Ringfence, the user can disable the extension."}}')
} else {
  [Console]::Out.Write('{}')
}
exit 0
