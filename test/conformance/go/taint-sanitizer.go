package a

func f() {
	a := source()
	// ruleid: taint-sanitizer
	sink(a)
	b := clean(a)
	// ok: taint-sanitizer
	sink(b)
}
