# ruleid: metavariable-comparison
OpenSSL::PKey::RSA.new(1024)
# ok: metavariable-comparison
OpenSSL::PKey::RSA.new(2048)
