package p

func run() {
	// ruleid: short-is-short
	a := secret()
	// ok: short-is-short
	var b = secret()
	// ok: short-is-short
	a = secret()
}
