package a

func g() {
	// ruleid: for-classic
	for i := 0; i < 3; i++ {
	}
	// ok: for-classic
	for i := 1; i < 3; i++ {
	}
}
