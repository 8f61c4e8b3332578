# ruleid: constant-path
Digest::MD5.hexdigest(x)
# ok: constant-path
Digest::SHA256.hexdigest(x)
