package a

func f(w http.ResponseWriter, r *http.Request) {
	// ruleid: pattern-inside
	fmt.Fprintf(w, "a")
	// ok: pattern-inside
	fmt.Fprintf(x, "a")
}

func g() {
	// ok: pattern-inside
	fmt.Fprintf(w, "a")
}
