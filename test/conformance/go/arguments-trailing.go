package a

func g() {
	// ruleid: arguments-trailing
	f(1, 2, true)
	// ruleid: arguments-trailing
	f(true)
	// ok: arguments-trailing
	f(true, 1)
}
