package a

func f() {
	// ruleid: commutative
	g(x == nil)
	// ruleid: commutative
	g(nil == x)
	// ok: commutative
	g(x != nil)
}
