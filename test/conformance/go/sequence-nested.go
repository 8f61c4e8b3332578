package a

func f() {
	// ruleid: sequence-nested
	x := open()
	if ok {
		x.Close()
	}
}
