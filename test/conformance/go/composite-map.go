package a

func f() {
	// ruleid: composite-map
	a := map[string]string{"a": "b"}
	// ok: composite-map
	b := map[string]int{"a": 1}
}
