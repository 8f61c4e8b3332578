# ruleid: nested-statement
set -e
if true; then
  rm x
fi
