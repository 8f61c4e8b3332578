package a

func f() {
	// ruleid: pattern-not-inside
	m.Lock()
	work()
}

func g() {
	// ok: pattern-not-inside
	m.Lock()
	work()
	m.Unlock()
}
