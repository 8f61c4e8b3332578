# ruleid: heredoc-pipeline
cat <<EOF | sh
ls
EOF
# ok: heredoc-pipeline
cat <<EOF
ls
EOF
