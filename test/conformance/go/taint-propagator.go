package a

func f() {
	x := source()
	// ok: taint-propagator
	sink(y)
	json.Unmarshal(x, &y)
	// ruleid: taint-propagator
	sink(y)
}
