package a

func f() {
	// ruleid: short-declaration
	x := source()
	// ok: short-declaration
	y = source()
}
