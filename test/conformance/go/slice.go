package a

func f() {
	// ruleid: slice
	g(s[1:])
	// ok: slice
	g(s[1])
}
