package a

// ruleid: function-definition
func f(a int) {
	work()
	panic("x")
}

// ok: function-definition
func g(a int) {
	work()
}
