# ruleid: class-bases
class A(Mixin, Base, metaclass=M): pass
# ok: class-bases
class B(Mixin): pass
