package a

func f() {
	foo(
		a,
		// ruleid: focus
		b)
}
