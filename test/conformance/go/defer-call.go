package a

func g() {
	// ruleid: defer-call
	defer f.Close()
	// ok: defer-call
	f.Close()
}
