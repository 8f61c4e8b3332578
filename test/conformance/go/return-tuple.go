package a

func f() (int, error) {
	// ruleid: return-tuple
	return 1, nil
}

func g() (int, error) {
	// ok: return-tuple
	return 1, err
}
