package a

// ruleid: variable-declaration
var x = source()

func f() {
	// ruleid: variable-declaration
	y = source()
	// ok: variable-declaration
	z = other()
}
