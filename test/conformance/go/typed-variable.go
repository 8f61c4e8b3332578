package a

func f() {
	var s string
	var n int
	// ruleid: typed-variable
	foo(s)
	// ok: typed-variable
	foo(n)
}
