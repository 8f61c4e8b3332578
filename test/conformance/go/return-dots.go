package p

func run(a bool) (int, error) {
	// ruleid: return-dots
	if a {
		return 1, nil
	}
	// ok: return-dots
	if !a {
		stop()
	}
	return 0, nil
}
