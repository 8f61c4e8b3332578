package a

func f() {
	// ruleid: make-call
	b := make([]byte, 10)
	// ok: make-call
	c := make([]int, 10)
}
