# ruleid: method-chain
User.where(a: 1).order(:b).find(id)
# ruleid: method-chain
User.find(id)
# ok: method-chain
Group.where(a: 1).find(id)
