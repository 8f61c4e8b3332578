package a

func g() {
	// ruleid: if-init
	if err := f(); err != nil {
		return
	}
	// ok: if-init
	if err := h(); err != nil {
		return
	}
}
