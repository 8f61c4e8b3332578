package p

func f() {
	// ruleid: for-range-one
	for k := range m {
		use(k)
	}
	// ok: for-range-one
	for _, v := range m {
		use(v)
	}
	// ok: for-range-one
	for range m {
		use(m)
	}
}
