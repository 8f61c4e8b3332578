# ruleid: rescue
begin
  work
rescue Exception => e
  log e
end
# ok: rescue
begin
  work
rescue StandardError => e
  log e
end
