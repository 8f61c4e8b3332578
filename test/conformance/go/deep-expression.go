package a

func f() {
	// ruleid: deep-expression
	query("a" + r.FormValue("b"))
	// ruleid: deep-expression
	query(clean(r.FormValue("b")))
	// ok: deep-expression
	query("a")
}
