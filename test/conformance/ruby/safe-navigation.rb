# ruleid: safe-navigation
user&.destroy
# ok: safe-navigation
user&.save
