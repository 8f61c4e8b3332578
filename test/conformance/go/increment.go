package a

func f() {
	// ruleid: increment
	x++
	// ruleid: increment
	x += 1
	// ok: increment
	x--
}
