package a

func g() {
	// ruleid: for-range
	for k, v := range m {
		f(k, v)
	}
	// ok: for-range
	for i := 0; i < 3; i++ {
		f(i, i)
	}
}
