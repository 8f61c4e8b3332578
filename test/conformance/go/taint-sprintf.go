package a

func f() {
	x, err := source()
	s := fmt.Sprintf("a %s", x)
	// ruleid: taint-sprintf
	sink(s)
	for _, v := range list {
		// ok: taint-sprintf
		sink(v)
	}
}
