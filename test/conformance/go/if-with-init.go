package p

func run() {
	// ruleid: if-with-init
	if err := do(1); err != nil {
		stop()
	}
	// ok: if-with-init
	err := do(2)
	if err != nil {
		stop()
	}
}
