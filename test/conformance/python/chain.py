# ruleid: chain
q.filter(1).order(2).all()
# ruleid: chain
q.filter(1).all()
# ok: chain
q.order(1).all()
