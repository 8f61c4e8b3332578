package a

func f() {
	// ruleid: sequence
	x := open()
	work(x)
	x.Close()
	// ok: sequence
	y := open()
	work(y)
}
