#!/bin/sh
# VS Code runs this before each tool call of its agent: hook.sh EVENT. It starts Ringfence's hook through the launcher
# that the extension writes when it activates, else with the Node on PATH. When neither works, it refuses tools by
# itself, since a hook that fails lets them run. Prompts pass: refusing them would leave no way to ask for help. The end
# of a turn is only told: whatever a hook answered there, a refusal would keep the agent going.
event=$1

for state in "$HOME/Library/Application Support/Ringfence/State" "${XDG_STATE_HOME:-}/ringfence" \
  "$HOME/.local/state/ringfence"; do
  case $state in
    "$HOME/Library"*) [ -d "$HOME/Library/Application Support" ] || continue ;;
    /ringfence | [!/]*) continue ;;
  esac
  launcher=$state/bin/ringfence-hook
  if [ -f "$launcher" ]; then
    if [ "$event" = Stop ]; then
      /bin/sh "$launcher" --agent vscode --event Stop >/dev/null 2>&1
      break
    fi
    exec /bin/sh "$launcher" --agent vscode --event "$event"
  fi
done

hook=${0%/*}/../../dist/hook.js
if [ "$event" != Stop ] && [ -f "$hook" ] && command -v node >/dev/null 2>&1; then
  unset NODE_OPTIONS
  node "$hook" --agent vscode --event "$event"
  status=$?
  case $status in 0 | 2) exit "$status" ;; esac
fi

if [ "$event" = PreToolUse ]; then
  printf '%s' '{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny","permissionDecisionReason":"Ringfence is not running yet, so it refused this. Ask the user to run \"Developer: Reload Window\" in VS Code; to work without Ringfence, the user can disable the extension."}}'
else
  printf '{}'
fi
