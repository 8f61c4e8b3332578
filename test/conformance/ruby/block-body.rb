# ruleid: block-body
transaction do
  work
  raise Rollback
end
# ok: block-body
transaction do
  work
end
