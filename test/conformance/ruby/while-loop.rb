# ruleid: while-loop
while true
  work
end
# ok: while-loop
while busy
  work
end
