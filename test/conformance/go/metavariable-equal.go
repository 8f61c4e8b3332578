package a

func f(a, b int) {
	// ruleid: metavariable-equal
	g(a == a)
	// ok: metavariable-equal
	g(a == b)
}
