package p

func f() {
	// ruleid: comparison-base
	os.Chmod("a", 0644)
	// ruleid: comparison-base
	os.Chmod("a", 0o777)
	// ok: comparison-base
	os.Chmod("a", 0600)
}
