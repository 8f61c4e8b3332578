# ruleid: class-method
class A:
    x = 1
    def load(self): pass
    def save(self, force): pass
# ok: class-method
class B:
    def load(self): pass
