package a

func f() {
	// ruleid: typed-literal
	foo(1)
	// ok: typed-literal
	foo("a")
}
