# ruleid: unless
work unless done
# ruleid: unless
unless done
  work
end
# ok: unless
work if done
