FROM x
# ruleid: heredoc
RUN <<EOF
apt-get install x
EOF
# ok: heredoc
RUN <<EOF
ls
EOF
