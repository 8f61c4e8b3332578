FROM x
# ruleid: stopsignal
STOPSIGNAL SIGKILL
# ok: stopsignal
STOPSIGNAL SIGTERM
