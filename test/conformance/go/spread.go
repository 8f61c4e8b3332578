package p

func run(a ...string) {
	// ruleid: spread
	use(a...)
	// ok: spread
	use(a)
}

func walk(a []string) {
	// ok: spread
	use(a...)
}
