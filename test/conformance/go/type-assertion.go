package a

func f() {
	// ruleid: type-assertion
	s := x.(string)
	// ok: type-assertion
	n := x.(int)
}
