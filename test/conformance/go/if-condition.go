package a

func f() {
	// ruleid: if-condition
	if err != nil {
		return
	}
	// ok: if-condition
	if err == nil {
		return
	}
}
