# ruleid: interpolation
where("id = #{id} and a")
# ok: interpolation
where("id = 1")
# ok: interpolation
where("id = ?", id)
