# ruleid: command-call-dots
redirect_to url, allow_other_host: true
# ruleid: command-call-dots
redirect_to(url, allow_other_host: true)
# ok: command-call-dots
redirect_to url, allow_other_host: false
