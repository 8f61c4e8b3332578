# ruleid: class-definition
class A(Base):
    x = 1
# ok: class-definition
class B(Other): pass
# ok: class-definition
class C: pass
