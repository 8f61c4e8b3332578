package a

func f() {
	// ruleid: raw-string
	foo("a\nb")
	// ruleid: raw-string
	foo(`a
b`)
	// ok: raw-string
	foo("a")
}
