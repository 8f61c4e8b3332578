package a

func f() {
	// ruleid: number-base
	os.Chmod("a", 0777)
	// ruleid: number-base
	os.Chmod("a", 0o777)
	// ruleid: number-base
	os.Chmod("a", 0x1FF)
	// ok: number-base
	os.Chmod("a", 0600)
}
