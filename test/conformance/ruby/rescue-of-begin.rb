# ruleid: rescue-of-begin
begin
  a
rescue Exception
  b
end
# ok: rescue-of-begin
def m
  a
rescue Exception
  b
end
