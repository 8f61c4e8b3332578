FROM x
# ruleid: volume-array
VOLUME ["/var/run/docker.sock"]
# ok: volume-array
VOLUME ["/data"]
