package a

func g() {
	// ruleid: goroutine
	go func() {
		f()
	}()
	// ok: goroutine
	go f()
}
