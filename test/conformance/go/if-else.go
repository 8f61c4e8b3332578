package a

func g() {
	// ruleid: if-else
	if a {
		f()
	} else {
		return
	}
	// ok: if-else
	if a {
		return
	}
}
